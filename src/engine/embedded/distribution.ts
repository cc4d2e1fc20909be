import { spawn } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { EmbeddedEngineError } from '../errors.js'

export const zeebeVersion = '8.6.0'
const artifact = `io.camunda:camunda-zeebe:${zeebeVersion}:tar.gz`
const workDirPrefix = 'unpacking-'
const leftoverAgeMs = 60 * 60_000

/** What starting the engine is at; `fetching` (300 MB with Maven, only once) can take minutes. */
export type EngineStep = 'fetching' | 'unpacking' | 'starting' | 'ready'

export interface DistributionOptions {
  /** Folder that keeps the unpacked distribution; made when missing, safely shared by concurrent starts. */
  cacheDir: string
  onProgress: (step: EngineStep) => void
  /** Maven's command; other ones are for tests. */
  maven?: string
}

/**
 * The unpacked official Zeebe distribution, fetched once with Maven (the newest that Maven Central serves).
 * Everything is made in a folder of its own and then renamed, so a half-done or killed run never looks complete.
 * @returns the distribution's folder (with `lib/` and `config/`)
 * @throws EmbeddedEngineError when Maven, `tar` or the network is missing
 */
export async function ensureDistribution ({ cacheDir, onProgress, maven = 'mvn' }: DistributionOptions): Promise<string> {
  const home = path.join(cacheDir, `camunda-zeebe-${zeebeVersion}`)
  if (await isComplete(home)) return home

  await mkdir(cacheDir, { recursive: true })
  await removeLeftovers(cacheDir)
  const workDir = await mkdtemp(path.join(cacheDir, workDirPrefix))
  try {
    onProgress('fetching')
    await runTool(maven, ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${workDir}`], mavenAdvice)
    const archive = (await readdir(workDir)).find(name => name.endsWith('.tar.gz'))
    if (archive === undefined) throw new EmbeddedEngineError('not-fetched', `Maven ended well but left no ${artifact}`)
    onProgress('unpacking')
    await runTool('tar', ['-xzf', archive], 'install `tar`, which unpacks the distribution', workDir)
    await putInPlace(path.join(workDir, `camunda-zeebe-${zeebeVersion}`), home)
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
  return home
}

const mavenAdvice = 'the embedded engine is fetched with Maven: install it (`mvn`), make sure that it reaches Maven Central, ' +
  'or use your own engine with ZEEBE_GRPC_ADDRESS and ZEEBE_REST_ADDRESS'

/** Whoever comes first wins; the loser uses the winner's folder. A broken folder in the way is moved aside. */
async function putInPlace (unpacked: string, home: string): Promise<void> {
  if (!await isComplete(unpacked)) throw new EmbeddedEngineError('not-fetched', `the archive of ${artifact} is not a Zeebe distribution`)
  try {
    await rename(unpacked, home)
  } catch (error) {
    if (await isComplete(home)) return
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    await rename(home, `${unpacked}-broken`)
    await rename(unpacked, home)
  }
}

/** What a killed run left half-done, half a gigabyte each. A young one may be another start's that is still at it. */
async function removeLeftovers (cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(workDirPrefix)) continue
    const leftover = path.join(cacheDir, name)
    const { mtimeMs } = await stat(leftover).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > leftoverAgeMs) await rm(leftover, { recursive: true, force: true })
  }
}

async function isComplete (home: string): Promise<boolean> {
  const needed = [`lib/zeebe-broker-${zeebeVersion}.jar`, 'config/log4j2.xml']
  const checks = await Promise.all(needed.map(name => access(path.join(home, name)).then(() => true, () => false)))
  return checks.every(Boolean)
}

async function runTool (command: string, args: string[], advice: string, cwd?: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
    let output = ''
    const keep = (chunk: Buffer): void => { output = (output + chunk.toString()).slice(-2000) }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', cause => reject(new EmbeddedEngineError(command.endsWith('tar') ? 'not-fetched' : 'no-maven', `could not run ${command}: ${advice}`, { cause })))
    child.on('close', code => {
      if (code === 0) resolve()
      else reject(new EmbeddedEngineError('not-fetched', `${command} ended with code ${code}: ${advice}\n${output.trim()}`))
    })
  })
}
