import type { Readable } from 'node:stream'
import type { ParseArgsConfig } from 'node:util'

/** What a sub-command may touch of the outside. */
export interface CommandIo {
  env: NodeJS.ProcessEnv
  stdin: Readable
  /** One line for the person at the terminal, in Chinese. */
  print (line: string): void
  /** Aborted by Ctrl-C or SIGTERM. */
  interrupted: AbortSignal
}

export interface ParsedArguments {
  positionals: string[]
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
}

export interface Command {
  name: string
  /** Shown by `onelicence help`. */
  summary: string
  /** After the name, e.g. `api|workers`. */
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /** Option → Chinese explanation. */
  optionHelp: Record<string, string>
  /** What a failure is called; `启动失败` by default. */
  failure?: string
  /** @returns the exit code */
  run (args: ParsedArguments, io: CommandIo): Promise<number>
}

/** Sub-commands by name. */
export type CommandLoaders = Readonly<Record<string, () => Promise<Command>>>

/** The command line itself is wrong; the message is Chinese. */
export class UsageError extends Error {
  constructor (message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
