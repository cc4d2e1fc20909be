import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { createEngineClient } from '../src/engine/engine-client.js'
import { createEpochSource } from '../src/engine/engine-epoch.js'
import { loadCatalogue } from '../src/catalogue/load-catalogue.js'
import { saveAccount } from '../src/database/accounts.js'
import { systemClock } from '../src/domain/time.js'
import { signIn, type HttpSession } from '../src/demo/http-session.js'
import { createLocalFileStore } from '../src/files/local-file-store.js'
import { freePort } from '../src/free-port.js'
import { hashPassword } from '../src/passwords.js'
import type { Closers } from '../src/platform/closers.js'
import { demoAccounts } from '../src/platform/demo-accounts.js'
import { projectRoot } from '../src/project-root.js'
import type { CasePlatform } from '../test/support/case-flow.js'
import { startServers } from './servers.js'

/** The platform as in production: `serve api` and `serve workers` as processes of their own. */
export interface Deployment {
  platform: CasePlatform
  api: ChildProcess
  workers: ChildProcess
  /** A clerk of every group, signed in. */
  clerk: HttpSession
}

/** How the two processes are run: as built for production, or from the sources. */
export type Program = readonly string[]

const password = 'bench-password-1'
/** Last of its groups: tasks are done by the first. */
export const clerkLogin = 'zz-bench-clerk'

export async function deploy (directory: string, program: Program, closers: Closers): Promise<Deployment> {
  const feed = { url: `http://127.0.0.1:${await freePort()}`, username: 'zeebe', password }
  const servers = await startServers(directory, feed, closers)
  const log = pino({ level: 'fatal' })
  const engine = createEngineClient({ ...servers.broker, log })
  closers.add('engine client', () => engine.close())
  const filesDir = join(directory, 'files')
  await mkdir(filesDir, { recursive: true })
  const port = await freePort()
  const env = {
    ...process.env,
    DATABASE_URL: servers.databaseUrl,
    ZEEBE_GRPC_ADDRESS: servers.broker.grpcAddress,
    ZEEBE_REST_ADDRESS: servers.broker.restAddress,
    FEED_PORT: new URL(feed.url).port,
    FEED_PASSWORD: feed.password,
    SIGNING_SECRET: 'of the bench alone',
    DATA_DIR: directory,
    FILES_DIR: filesDir,
    PORT: String(port),
    ...await imageSettings()
  }
  const workers = await startPart(program, 'workers', env, closers)
  const api = await startPart(program, 'api', env, closers)

  const epoch = await createEpochSource({ database: servers.database, engine, log })()
  const people = demoAccounts(await loadCatalogue(join(projectRoot(), 'bpmn')))
  for (const account of people) await saveAccount(servers.database, { ...account, passwordHash: 'none', isDemo: true })
  await saveAccount(servers.database, {
    login: clerkLogin,
    displayName: 'bench',
    kind: 'staff',
    passwordHash: await hashPassword(password),
    groups: [...new Set(people.flatMap(({ groups }) => groups))],
    isDemo: false
  })
  return {
    platform: { database: servers.database, engine, epoch, files: createLocalFileStore(filesDir), clock: systemClock },
    api,
    workers,
    clerk: await signIn(`http://127.0.0.1:${port}`, clerkLogin, password)
  }
}

/** Of the variables that the image sets, those for Node and the C library. */
async function imageSettings (): Promise<Record<string, string>> {
  const dockerfile = await readFile(join(projectRoot(), 'Dockerfile'), 'utf8')
  return Object.fromEntries([...dockerfile.matchAll(/(NODE_ENV|NODE_OPTIONS|MALLOC_ARENA_MAX)=(\S+)/g)].map(([, name, value]) => [name!, value!]))
}

async function startPart (program: Program, role: 'api' | 'workers', env: NodeJS.ProcessEnv, closers: Closers): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...program, 'serve', role], { cwd: projectRoot(), env, stdio: ['ignore', 'pipe', 'inherit'] })
  closers.add(role, () => endChild(child))
  let output = ''
  child.stdout!.on('data', (chunk: Buffer) => { output += chunk.toString() })
  const deadline = Date.now() + 120_000
  while (!output.includes(role === 'api' ? '接口地址' : '作业进程已启动')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`serve ${role} did not start: ${output}`)
    await delay(20)
  }
  return child
}

export async function endChild (child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const overdue = setTimeout(() => child.kill('SIGKILL'), 30_000)
  await ended
  clearTimeout(overdue)
}
