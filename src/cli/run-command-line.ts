import { parseArgs } from 'node:util'
import { startupProblemOf } from '../platform/startup-problem.js'
import { UsageError, type Command, type CommandIo, type ParsedArguments } from './command.js'
import { helpOf, overview } from './help.js'

const exitCodes = { ok: 0, failed: 1, wrongUsage: 2 }

/** Finds the sub-command, runs it, words what went wrong. @returns the exit code */
export async function runCommandLine (commands: readonly Command[], argv: string[], io: CommandIo): Promise<number> {
  const [name = 'help', ...rest] = argv
  const command = commands.find((candidate) => candidate.name === name)
  if (name === 'help' || name === '--help' || name === '-h') {
    const about = commands.find((candidate) => candidate.name === rest[0])
    io.print(about ? helpOf(about) : overview(commands))
    return exitCodes.ok
  }
  if (command === undefined) {
    io.print(`没有这个命令：${name}\n\n${overview(commands)}`)
    return exitCodes.wrongUsage
  }
  try {
    const args = parse(command, rest)
    if (args.values.help === true) {
      io.print(helpOf(command))
      return exitCodes.ok
    }
    return await command.run(args, io)
  } catch (error) {
    return report(error, command, io)
  }
}

function parse (command: Command, argv: string[]): ParsedArguments {
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } as const }
    const { positionals, values } = parseArgs({ args: argv, options, allowPositionals: true, strict: true })
    return { positionals, values: values as ParsedArguments['values'] }
  } catch (error) {
    throw new UsageError(`参数有误：${(error as Error).message}`)
  }
}

function report (error: unknown, command: Command, io: CommandIo): number {
  if (error instanceof UsageError) {
    io.print(`${error.message}\n\n${helpOf(command)}`)
    return exitCodes.wrongUsage
  }
  const problem = startupProblemOf(error)
  if (problem !== undefined) {
    io.print(`启动失败：${problem.cause}\n解决办法：${problem.fix}`)
  } else {
    io.print(`出错了：${error instanceof Error ? error.stack ?? error.message : String(error)}`)
  }
  return exitCodes.failed
}
