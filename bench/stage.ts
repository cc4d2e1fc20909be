import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { pino, type Logger } from 'pino'
import { importCalendars } from '../src/cases/publication/calendars.js'
import { publishChanged } from '../src/cases/publication/publish-changed.js'
import { loadCatalogue } from '../src/catalogue/load-catalogue.js'
import { saveAccount } from '../src/database/accounts.js'
import { systemClock, type Clock } from '../src/domain/time.js'
import { createEngineClient, type EngineClient } from '../src/engine/engine-client.js'
import { createEpochSource, type EpochSource } from '../src/engine/engine-epoch.js'
import { createLocalFileStore } from '../src/files/local-file-store.js'
import type { FileStore } from '../src/files/file-store.js'
import type { Closers } from '../src/platform/closers.js'
import { demoAccounts } from '../src/platform/demo-accounts.js'
import { projectRoot } from '../src/project-root.js'
import { startServers, type BenchServers } from './servers.js'

/** Who answers the engine's exporter. */
export type Receiver = (request: IncomingMessage, response: ServerResponse) => void

/** Engine, database and what the platform's parts need, in this one process; workers and receivers are put in by turns. */
export interface Stage extends BenchServers {
  engine: EngineClient
  epochSource: EpochSource
  epoch: number
  files: FileStore
  clock: Clock
  log: Logger
  /** Sends the engine's records there from now on. */
  receiveBy (receiver: Receiver): void
}

export const feedLogin = { username: 'feed', password: 'feed' }

export async function openStage (directory: string, closers: Closers): Promise<Stage> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'fatal' })
  let receiver: Receiver = unavailable
  const port = await openFeedPort((request, response) => receiver(request, response), closers)
  const servers = await startServers(directory, { url: `http://127.0.0.1:${port}`, ...feedLogin }, closers)
  const engine = createEngineClient({ ...servers.broker, log })
  closers.add('engine client', () => engine.close())
  const epochSource = createEpochSource({ database: servers.database, engine, log })
  const epoch = await epochSource()
  const bpmnDir = join(projectRoot(), 'bpmn')
  await importCalendars(servers.database, bpmnDir)
  await publishChanged(servers.database, engine, { bpmnDir, epoch, publishedBy: 'bench', note: '', industries: ['convenience-store'] })
  for (const account of demoAccounts(await loadCatalogue(bpmnDir))) {
    await saveAccount(servers.database, { ...account, passwordHash: 'none', isDemo: true })
  }
  const filesDir = join(directory, 'files')
  await mkdir(filesDir, { recursive: true })
  return {
    ...servers, engine, epochSource, epoch, log, clock: systemClock, files: createLocalFileStore(filesDir), receiveBy (next) { receiver = next }
  }
}

async function openFeedPort (receive: Receiver, closers: Closers): Promise<number> {
  const server = createServer(receive)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.add('feed port', () => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** The exporter keeps its records and asks again. */
export function unavailable (request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  response.writeHead(503, { 'X-Elastic-Product': 'Elasticsearch' }).end()
}

/** Takes records and hands each bulk on; nothing else. */
export function memoryReceiver (take: (bulk: string) => void): Receiver {
  return (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const isBulk = request.url?.startsWith('/_bulk') === true
      const count = isBulk ? body.split('\n').length >> 1 : 0
      const answer = isBulk ? { took: 0, errors: false, items: Array.from({ length: count }, () => ({ index: { status: 201 } })) } : { acknowledged: true }
      response.writeHead(200, { 'content-type': 'application/json', 'X-Elastic-Product': 'Elasticsearch' }).end(JSON.stringify(answer))
      if (isBulk) take(body)
    })
  }
}
