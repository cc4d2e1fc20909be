import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { EngineClock } from './engine-clock.js'
import { RunningInstances } from './running-instances.js'

interface Subscriber { url: string, username: string, password: string }

/**
 * The one engine of a test run exports to one address: this relay. It passes every bulk on, in order, to the feeds that tests register
 * (`POST /subscribers`), asking again until a feed takes it; and it remembers which process instances run, so that `POST /clean` can
 * cancel what a test left behind before the next one begins.
 */
export interface FeedRelay {
  url: string
  credentials: { username: string, password: string }
  /** To be told once the engine is up. */
  useEngine (addresses: { restAddress: string, managementAddress: string }): void
  close (): Promise<void>
}

export async function startFeedRelay (): Promise<FeedRelay> {
  const instances = new RunningInstances()
  const clock = new EngineClock()
  const queues = new Map<string, SubscriberQueue>()
  let engine: { restAddress: string, managementAddress: string } | undefined
  let subscriberCount = 0

  const routes: Record<string, (body: string, path: string) => Promise<unknown>> = {
    'POST /_bulk': async (body) => {
      instances.read(body)
      for (const queue of queues.values()) queue.push(body)
      return { took: 0, errors: false, items: itemsOf(body) }
    },
    'POST /subscribers': async (body) => {
      const id = String(++subscriberCount)
      queues.set(id, new SubscriberQueue(JSON.parse(body) as Subscriber))
      return { id }
    },
    'DELETE /subscribers': async (_body, path) => {
      const id = path.split('/')[2] ?? ''
      queues.get(id)?.close()
      queues.delete(id)
      return {}
    },
    'POST /clock': async (body) => {
      if (!engine) throw new Error('no engine yet')
      return { aheadMs: await clock.moveOn(engine.managementAddress, (JSON.parse(body) as { offsetMs: number }).offsetMs) }
    },
    'POST /clean': async () => {
      if (engine) await instances.cancelAll(engine)
      return {}
    }
  }
  const server = createServer((request, response) => {
    answer(request, response, routes).catch((error: Error) => response.writeHead(500).end(error.message))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { username: 'relay', password: 'relay' },
    useEngine (addresses) { engine = addresses },
    async close () {
      for (const queue of queues.values()) queue.close()
      await closeServer(server)
    }
  }
}

/** One feed's bulks: one at a time, in order, again until taken. */
class SubscriberQueue {
  readonly #subscriber: Subscriber
  readonly #bodies: string[] = []
  #isClosed = false
  #isSending = false

  constructor (subscriber: Subscriber) {
    this.#subscriber = subscriber
  }

  push (body: string): void {
    this.#bodies.push(body)
    if (!this.#isSending) this.#send().catch(() => {})
  }

  close (): void {
    this.#isClosed = true
  }

  async #send (): Promise<void> {
    this.#isSending = true
    for (let body = this.#bodies[0]; body !== undefined && !this.#isClosed; body = this.#bodies[0]) {
      if (await this.#isTaken(body)) this.#bodies.shift()
      else await delay(100)
    }
    this.#isSending = false
  }

  async #isTaken (body: string): Promise<boolean> {
    const { url, username, password } = this.#subscriber
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    try {
      const response = await fetch(`${url}/_bulk`, { method: 'POST', body, headers: { authorization, 'content-type': 'application/x-ndjson' } })
      await response.arrayBuffer()
      return response.ok
    } catch {
      return false
    }
  }
}

async function answer (request: IncomingMessage, response: ServerResponse, routes: Record<string, (body: string, path: string) => Promise<unknown>>): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const path = request.url ?? '/'
  const route = routes[`${request.method} /${path.split(/[/?]/)[1]}`]
  const result = route ? await route(Buffer.concat(chunks).toString('utf8'), path) : { acknowledged: true }
  response.writeHead(200, { 'content-type': 'application/json', 'X-Elastic-Product': 'Elasticsearch' }).end(JSON.stringify(result))
}

/** A bulk is pairs of lines: an action and a record. */
function itemsOf (body: string): unknown[] {
  const lines = body.split('\n').filter((line) => line !== '')
  return Array.from({ length: lines.length / 2 }, () => ({ index: { status: 201 } }))
}

async function closeServer (server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
