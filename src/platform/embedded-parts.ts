import { join } from 'node:path'
import type { Config } from '../config.js'
import { startEmbeddedPostgres } from '../database/embedded-postgres.js'
import { startEmbeddedBroker } from '../engine/embedded/broker.js'
import type { EngineStep } from '../engine/embedded/distribution.js'
import { freePort } from '../free-port.js'
import type { Closers } from './closers.js'
import { portTaken, StartupError } from './startup-problem.js'

export interface EngineAddresses { grpcAddress: string, restAddress: string }

/** Told when an embedded part ended although nobody stopped it. */
export type OnPartLost = (part: string) => void

interface PartOptions { config: Config, closers: Closers, onProgress: (line: string) => void, onLost: OnPartLost }

/** PostgreSQL over `<dataDir>/postgres`. */
export async function startDatabasePart ({ config, closers, onProgress, onLost }: PartOptions): Promise<{ url: string, port: number }> {
  onProgress('正在启动内置数据库……')
  const port = await wantedPort('EMBEDDED_DATABASE_PORT', config.embeddedDatabasePort)
  const postgres = await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), port })
  let isWanted = true
  closers.add('embedded database', async () => { isWanted = false; await postgres.stop() })
  postgres.ended.then(() => { if (isWanted) onLost('内置数据库') }, () => {})
  return postgres
}

const engineSteps: Record<EngineStep, string> = {
  fetching: '正在用 Maven 取得 Zeebe 8.6.0 发行包（约 300 MB，只在第一次）……',
  unpacking: '正在解开发行包……',
  starting: '正在启动内置流程引擎……',
  ready: '流程引擎就绪'
}

/** Zeebe over `<dataDir>/zeebe`, exporting its records to the feed. */
export async function startEnginePart (options: PartOptions & { feed: { url: string, username: string, password: string } }): Promise<EngineAddresses> {
  const { config, closers, onProgress, onLost, feed } = options
  const ports = { grpc: config.embeddedGrpcPort, rest: config.embeddedRestPort, management: config.embeddedManagementPort }
  const broker = await startEmbeddedBroker({
    dataDir: join(config.dataDir, 'zeebe'),
    ports: Object.fromEntries(Object.entries(ports).filter(([, port]) => port !== null)),
    feedUrl: feed.url,
    feedCredentials: { username: feed.username, password: feed.password },
    heapMb: config.embeddedHeapMb,
    ...(config.embeddedJavaFolders === null ? {} : { javaFolders: config.embeddedJavaFolders }),
    onProgress: (step) => onProgress(engineSteps[step])
  })
  let isWanted = true
  closers.add('embedded engine', async () => { isWanted = false; await broker.stop() })
  broker.exited.then(() => { if (isWanted) onLost('内置流程引擎') }, () => {})
  return broker
}

/** The port that a variable asks for, or any free one. @throws StartupError when it is taken */
export async function wantedPort (env: string, wanted: number | null, host = '127.0.0.1'): Promise<number> {
  try {
    return await freePort(wanted ?? 0, host)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new StartupError(portTaken(env, host, wanted ?? 0), { cause })
    throw cause
  }
}
