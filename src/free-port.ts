import { createServer, type AddressInfo } from 'node:net'

/**
 * A TCP port that nobody listens on now: the wanted one, or any. Another program may still take it first: the caller's own bind tells.
 * @throws the system's error (`EADDRINUSE`, `EACCES`) when the wanted one cannot be had
 */
export async function freePort (wanted = 0, host = '127.0.0.1'): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wanted, host, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
