import { execFile } from 'node:child_process'
import { access, constants, readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedEngineError } from '../errors.js'

const run = promisify(execFile)

/** The oldest Java that Zeebe 8.6 runs on. */
export const oldestJavaVersion = 21

const executable = process.platform === 'win32' ? 'java.exe' : 'java'

const jvmFolders: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/lib/jvm', '/usr/lib64/jvm', '/usr/java', '/opt/java', '/opt/jdk', path.join(homedir(), '.sdkman/candidates/java'), path.join(homedir(), '.jdks')],
  darwin: ['/Library/Java/JavaVirtualMachines', '/opt/homebrew/opt', path.join(homedir(), 'Library/Java/JavaVirtualMachines'), path.join(homedir(), '.sdkman/candidates/java')],
  win32: ['C:\\Program Files\\Java', 'C:\\Program Files\\Eclipse Adoptium', 'C:\\Program Files\\Microsoft', 'C:\\Program Files\\Zulu']
}

export interface Java { command: string, version: number }

export interface JavaPlaces {
  javaHome: string | undefined
  searchPath: string
  folders: string[]
}

/** Where this machine may keep its JDKs. */
export function javaPlaces (env: NodeJS.ProcessEnv): JavaPlaces {
  return { javaHome: env.JAVA_HOME, searchPath: env.PATH ?? '', folders: jvmFolders[process.platform] ?? [] }
}

/**
 * Finds a Java ≥ 21: JAVA_HOME, then PATH, then the operating system's usual JVM folders.
 * @throws EmbeddedEngineError naming what was found and what to install
 */
export async function findJava (places: JavaPlaces): Promise<Java> {
  const tooOld: string[] = []
  for await (const command of candidates(places)) {
    const version = await javaVersion(command)
    if (version === undefined) continue
    if (version >= oldestJavaVersion) return { command, version }
    tooOld.push(`${command} (Java ${version})`)
  }
  const found = tooOld.length === 0 ? 'none was found' : `found only ${[...new Set(tooOld)].join(', ')}`
  throw new EmbeddedEngineError(
    'no-java',
    `the embedded engine needs Java ${oldestJavaVersion} or newer, and ${found}; ` +
    'install a JDK (for example Eclipse Temurin 21: https://adoptium.net) or set JAVA_HOME to one, ' +
    'or use your own engine with ZEEBE_GRPC_ADDRESS and ZEEBE_REST_ADDRESS')
}

async function * candidates ({ javaHome, searchPath, folders }: JavaPlaces): AsyncGenerator<string> {
  if (javaHome !== undefined && javaHome !== '') yield path.join(javaHome, 'bin', executable)
  for (const folder of searchPath.split(path.delimiter)) {
    if (folder !== '') yield path.join(folder, executable)
  }
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => [])
    for (const name of names.sort()) {
      yield path.join(folder, name, 'bin', executable)
      yield path.join(folder, name, 'Contents', 'Home', 'bin', executable)
    }
  }
}

async function javaVersion (command: string): Promise<number | undefined> {
  if (!await isExecutable(command)) return undefined
  const release = await readFile(path.join(path.dirname(command), '..', 'release'), 'utf8').catch(() => '')
  const declared = /^JAVA_VERSION="?([\d._]+)/m.exec(release)?.[1]
  if (declared !== undefined) return majorOf(declared)
  try {
    const { stderr, stdout } = await run(command, ['-version'], { timeout: 20_000 })
    const printed = /version "([\d._]+)/.exec(stderr + stdout)?.[1]
    return printed === undefined ? undefined : majorOf(printed)
  } catch {
    return undefined
  }
}

/** "1.8.0_392" is Java 8, "25.0.1" is Java 25. */
function majorOf (version: string): number {
  const [first, second] = version.split(/[._]/)
  return Number(first === '1' ? second : first)
}

async function isExecutable (file: string): Promise<boolean> {
  return await access(file, constants.X_OK).then(() => true, () => false)
}
