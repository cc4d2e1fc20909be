import { parseArgs } from 'node:util'
import { startupProblemOf } from '../platform/startup-problem.js'
import { UsageError, type Command, type CommandIo, type CommandLoaders, type ParsedArguments } from './command.js'
import { helpOf, overview } from './help.js'

const exitCodes = { ok: 0, failed: 1, wrongUsage: 2 }

/** Finds the sub-command, runs it, words what went wrong. @returns the exit code */
export async function runCommandLine (commands: CommandLoaders, argv: string[], io: CommandIo): Promise<number> {
  const [name = 'help', ...rest] = argv
  if (name === 'help' || name === '--help' || name === '-h') {
    const about = await commandNamed(commands, rest[0] ?? '')
    io.print(about === undefined ? await overviewOf(commands) : helpOf(about))
    return exitCodes.ok
  }
  const command = await commandNamed(commands, name)
  if (command === undefined) {
    io.print(`没有这个命令：${name}\n\n${await overviewOf(commands)}`)
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

async function commandNamed (commands: CommandLoaders, name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? await commands[name]!() : undefined
}

async function overviewOf (commands: CommandLoaders): Promise<string> {
  return overview(await Promise.all(Object.values(commands).map(async (load) => await load())))
}

function parse (command: Command, argv: string[]): ParsedArguments {
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } as const }
    const { positionals, values } = parseArgs({ args: argv, options, allowPositionals: true, strict: true })
    return { positionals, values: values as ParsedArguments['values'] }
  } catch (error) {
    throw new UsageError(`参数有误：${argumentFault(command, error as Error & { code?: string })}`)
  }
}

/** What `parseArgs` says in English; the option's name is only in its message. */
function argumentFault ({ options }: Command, { code, message }: Error & { code?: string }): string {
  const [option = ''] = /--[\w-]+/.exec(message) ?? /-\w/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有选项 ${option}`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return options[option.slice(2)]?.type === 'string' ? `选项 ${option} 后面缺少值` : `选项 ${option} 不带值`
  return message
}

function report (error: unknown, command: Command, io: CommandIo): number {
  if (error instanceof UsageError) {
    io.print(`${error.message}\n\n${helpOf(command)}`)
    return exitCodes.wrongUsage
  }
  const problem = startupProblemOf(error)
  if (problem !== undefined) {
    io.print(`${command.failure ?? '启动失败'}：${problem.cause}\n解决办法：${problem.fix}`)
  } else {
    io.print(`出错了：${error instanceof Error ? error.stack ?? error.message : String(error)}`)
  }
  return exitCodes.failed
}
