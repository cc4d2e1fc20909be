import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { publishFirstCatalogueEdition } from '../src/cases/catalogue-edition.js'
import { hashOf } from '../src/catalogue/content-hash.js'
import { loadCatalogue } from '../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../src/catalogue/resolve-industry.js'
import { insertRelease } from '../src/database/releases.js'
import type { Closers } from '../src/platform/closers.js'
import { projectRoot } from '../src/project-root.js'
import { percentile, printTable } from './figures.js'
import type { BenchOptions } from './options.js'
import { startDatabase } from './servers.js'

const requestsPerSecond = 200

interface Request { path: string, headers?: Record<string, string> }

/** The public catalogue under load: one API process on a real database, all industries published, requests at a fixed rate whatever the answers take. */
export async function benchCatalogueApi (directory: string, closers: Closers, { isQuick }: BenchOptions): Promise<void> {
  const { database, databaseUrl } = await startDatabase(directory, closers, { poolSize: 2 })
  const industries = await publishAll(database)
  const { server, port } = await startServer(databaseUrl, closers)
  const origin = `http://127.0.0.1:${port}/api/v1`
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  closers.add('connections', () => agent.destroy())

  const seconds = isQuick ? 3 : 15
  const first = await ask(agent, origin, { path: '/industries' })
  const rounds: [string, (index: number) => Request][] = [
    ['GET /industries', () => ({ path: '/industries' })],
    ['… with filters', () => ({ path: '/industries?status=trial&region=410202&q=%E9%A3%9F%E5%93%81' })],
    ['… unchanged (304)', () => ({ path: '/industries', headers: { 'if-none-match': first.etag } })],
    ['GET /industries/{industry}', (index) => ({ path: `/industries/${industries[index % industries.length]}` })],
    ['GET /catalogue/editions/1', () => ({ path: '/catalogue/editions/1' })],
    ['GET …/releases', (index) => ({ path: `/industries/${industries[index % industries.length]}/releases` })],
    ['GET …/flow.svg', (index) => ({ path: `/industries/${industries[index % industries.length]}/flow.svg` })],
    ['GET …/guide.pdf', (index) => ({ path: `/industries/${industries[index % industries.length]}/guide.pdf` })]
  ]
  const rows = []
  for (const [name, request] of rounds) {
    await drawAll(agent, origin, industries.map((_, index) => request(index)))
    await load(agent, origin, request, 1)
    const usedBefore = await processorMs(server)
    const { times, bytes } = await load(agent, origin, request, seconds)
    const used = await processorMs(server) - usedBefore
    rows.push([name, times.length, Math.round(bytes / times.length / 1024), used / times.length, percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99)])
  }
  printTable(`catalogue-api: ${requestsPerSecond} requests/s to one process, ${industries.length} industries, ms from when a request was due`,
    ['', 'requests', 'KB each', 'CPU ms each', 'p50', 'p95', 'p99'], rows)
}

/** Pictures and prints are drawn once and kept: what is measured is what nearly everybody meets. */
async function drawAll (agent: Agent, origin: string, requests: Request[]): Promise<void> {
  for (const request of requests) await ask(agent, origin, request)
}

/** Every industry as a release with its own flow, and edition 1. */
export async function publishAll (database: Knex): Promise<string[]> {
  const bpmnDir = join(projectRoot(), 'bpmn')
  const catalogue = await loadCatalogue(bpmnDir)
  for (const industry of Object.keys(catalogue.industries)) {
    const content = resolveIndustry(catalogue, industry)
    const flow = `industries/${industry}/flow.bpmn`
    const resources = [{ name: flow, content: await readFile(join(bpmnDir, flow), 'utf8') }]
    await insertRelease(database, { industry, content, contentHash: hashOf(content), resources, forms: {}, publishedBy: 'bench', note: '' })
  }
  await publishFirstCatalogueEdition(database, catalogue, { publishedBy: 'bench', note: 'bench', now: new Date() })
  return Object.keys(catalogue.industries)
}

async function startServer (databaseUrl: string, closers: Closers): Promise<{ server: ChildProcess, port: number }> {
  const server = fork(new URL('./catalogue-api-server.ts', import.meta.url), [databaseUrl], { execArgv: ['--import=tsx'] })
  closers.add('api', async () => {
    const ended = once(server, 'exit')
    server.disconnect()
    await ended
  })
  const [port] = await once(server, 'message') as [number]
  return { server, port }
}

async function processorMs (server: ChildProcess): Promise<number> {
  const answer = once(server, 'message')
  server.send('processor time')
  const [used] = await answer as [number]
  return used
}

async function load (agent: Agent, origin: string, request: (index: number) => Request, seconds: number): Promise<{ times: number[], bytes: number }> {
  const times: number[] = []
  let bytes = 0
  const startedAt = performance.now()
  const asked: Promise<void>[] = []
  for (let index = 0; index < requestsPerSecond * seconds; index++) {
    const due = startedAt + index * 1000 / requestsPerSecond
    if (due > performance.now()) await delay(due - performance.now())
    asked.push(ask(agent, origin, request(index)).then((answer) => {
      times.push(performance.now() - due)
      bytes += answer.bytes
    }))
  }
  await Promise.all(asked)
  return { times, bytes }
}

async function ask (agent: Agent, origin: string, { path, headers = {} }: Request): Promise<{ etag: string, bytes: number }> {
  return await new Promise((resolve, reject) => {
    get(origin + path, { agent, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => { bytes += chunk.length })
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode = 0, headers: { etag = '' } } = response
        if (statusCode === 200 || statusCode === 304) resolve({ etag, bytes })
        else reject(new Error(`${path} answered ${statusCode}`))
      })
    }).on('error', reject)
  })
}
