#!/usr/bin/env node
import { commands } from './commands.js'
import { runCommandLine } from './run-command-line.js'

const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time is an order: what is left running is cleared away by the next start.
    if (interruption.signal.aborted) process.exit(130)
    interruption.abort()
  })
}

// Who reads only the beginning (`| head`) is done: no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

process.exitCode = await runCommandLine(commands, process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  print: (line) => process.stdout.write(`${line}\n`),
  interrupted: interruption.signal
})
