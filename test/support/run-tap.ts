import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const fileTimeoutSeconds = 300

export interface TapResult { passed: number, failed: number, isOk: boolean }

/**
 * Runs some test files, which `compiled` holds as JavaScript, and passes their output on. Counts are assertions, from the summary at the end of tap's own output.
 * `isOk` is the exit code: false also when a file dies or nothing is asserted. `isHeld`: its output comes at its end, not between
 * that of another run.
 */
export async function runTap (
  options: { root: string, compiled: string, files: string[], jobs: number, env: NodeJS.ProcessEnv, signal: AbortSignal, isHeld: boolean }
): Promise<TapResult> {
  const { root, compiled, files, jobs, env, signal, isHeld } = options
  const tap = spawn(process.execPath, [join(compiled, 'test', 'spawn-files.js'), compiled, String(jobs), ...files], {
    cwd: root, env: { ...env, TAP_TIMEOUT: String(fileTimeoutSeconds) }, stdio: ['ignore', 'pipe', 'inherit']
  })
  const forward = () => tap.kill('SIGTERM')
  signal.addEventListener('abort', forward, { once: true })
  let tail = ''
  const held: Buffer[] = []
  tap.stdout.on('data', (chunk: Buffer) => {
    if (isHeld) held.push(chunk)
    else process.stdout.write(chunk)
    tail = (tail + chunk.toString()).slice(-2000)
  })
  const [code] = await once(tap, 'close') as [number | null]
  signal.removeEventListener('abort', forward)
  process.stdout.write(Buffer.concat(held))
  const summary = /^# \{ total: (\d+)(?:, pass: (\d+))?(?:, fail: (\d+))?.*\}/m.exec(tail)
  const [total, passed, failed] = [1, 2, 3].map((group) => Number(summary?.[group] ?? 0)) as [number, number, number]
  const isOk = code === 0 && total > 0
  return { passed, failed: isOk ? failed : Math.max(failed, 1), isOk }
}
