import type { Scope } from './scope.js'

const pids = new Set<number>()
let isListening = false

/** Ends a process of the test also when the test file itself is ended by a signal (Ctrl-C, a time-out): teardowns don't run then. */
export function tidyOnAbort (t: Scope, pid: number): void {
  pids.add(pid)
  t.teardown(() => { pids.delete(pid) })
  if (isListening) return
  isListening = true
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGALRM'] as const) process.once(signal, endAll)
}

function endAll (signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // it has ended
    }
  }
  process.kill(process.pid, signal)
}
