import { createServer, type Server } from 'node:net'
import { EmbeddedEngineError } from '../errors.js'

export const host = '127.0.0.1'

export interface BrokerPorts { grpc: number, rest: number, management: number, command: number, internal: number }

/**
 * The ports of one broker: given ones are checked, the others are free ones. All are held until all are known, so that
 * none is handed out twice.
 * @throws EmbeddedEngineError naming the port that is taken
 */
export async function choosePorts (given: Partial<BrokerPorts>): Promise<BrokerPorts> {
  const names = ['grpc', 'rest', 'management', 'command', 'internal'] as const
  const servers: Server[] = []
  try {
    const ports: Partial<BrokerPorts> = {}
    for (const name of names) {
      const server = await listen(given[name] ?? 0, name)
      servers.push(server)
      ports[name] = (server.address() as { port: number }).port
    }
    return ports as BrokerPorts
  } finally {
    await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  }
}

async function listen (port: number, name: string): Promise<Server> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', cause => reject(new EmbeddedEngineError(
      'port-taken',
      `port ${port} for the engine's ${name} interface is taken on ${host}: choose another or end what uses it`, { cause })))
    server.listen(port, host, () => resolve(server))
  })
}
