import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Scope } from '../scope.js'

export interface SmsRequest { headers: Record<string, string | string[] | undefined>, body: string }

export interface SmsGateway {
  url: string
  requests: SmsRequest[]
  /** What the next requests are answered with, 200 when none is left. */
  answers: { status: number, text: string, location?: string }[]
}

/** A real HTTP server on this machine. */
export async function testSmsGateway (t: Scope): Promise<SmsGateway> {
  const requests: SmsRequest[] = []
  const answers: SmsGateway['answers'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      const { status, text, location } = answers.shift() ?? { status: 200, text: '{}' }
      response.writeHead(status, { 'content-type': 'application/json', ...(location === undefined ? {} : { location }) }).end(text)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`, requests, answers }
}
