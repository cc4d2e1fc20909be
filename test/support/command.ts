import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../../src/project-root.js'
import type { Scope } from './scope.js'
import { waitFor } from './wait-for.js'

/** Compiled with the tests. */
const onelicence = fileURLToPath(new URL('../../src/cli/onelicence.js', import.meta.url))

export interface RunningCommand {
  pid: number
  /** Standard output and error so far. */
  output (): string
  /** Waits until the output holds these words; fails when the command ends first. */
  says (words: string | RegExp, timeoutMs?: number): Promise<void>
  signal (name: NodeJS.Signals): void
  /** Waits for the end. @returns the exit code; null when a signal ended it */
  ended (): Promise<number | null>
}

/**
 * Runs `onelicence …` as a process of its own, with just these variables besides PATH and HOME. A command that is still there at
 * teardown is stopped as by Ctrl-C.
 */
export function runCommand (t: Scope, args: string[], options: { env?: NodeJS.ProcessEnv, input?: string } = {}): RunningCommand {
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, ['--enable-source-maps', onelicence, ...args], {
    cwd: projectRoot(), env: { PATH, HOME, TMPDIR, ...options.env }, stdio: ['pipe', 'pipe', 'pipe']
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { text += chunk.toString() })
  child.stdin.end(options.input ?? '')
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  t.teardown(async () => {
    if (!hasEnded(child)) child.kill('SIGINT')
    await closed
  })
  return {
    pid: child.pid!,
    output: () => text,
    async says (words, timeoutMs = 120_000) {
      const isSaid = () => typeof words === 'string' ? text.includes(words) : words.test(text)
      await waitFor(`"${words}"`, () => isSaid() || hasEnded(child), timeoutMs)
      if (!isSaid()) throw new Error(`the command ended without saying "${words}":\n${text}`)
    },
    signal: (name) => { child.kill(name) },
    ended: () => closed
  }
}

/** The outcome of a command that ends by itself. */
export async function runToEnd (t: Scope, args: string[], options: { env?: NodeJS.ProcessEnv, input?: string } = {}): Promise<{ code: number | null, output: string }> {
  const command = runCommand(t, args, options)
  const code = await command.ended()
  return { code, output: command.output() }
}

/** A folder of this test's own that other users may enter (PostgreSQL doesn't run as root); removed at teardown. */
export async function dataFolder (t: Scope): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-data-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** Such a folder, whose engine need not be fetched again. */
export async function folderWithDistribution (t: Scope): Promise<string> {
  const kept = join(projectRoot(), '.data', 'zeebe-distribution')
  await mkdir(kept, { recursive: true })
  const directory = await dataFolder(t)
  await symlink(kept, join(directory, 'zeebe-distribution'))
  return directory
}

function hasEnded (child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
