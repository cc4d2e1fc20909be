import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Scope } from './scope.js'

/** A way to a port of this machine that can be shut: connections are refused then, and those that stand are cut. */
export interface Gate {
  /** Where to connect instead. */
  port: number
  shut (): void
  open (): void
}

export async function startGate (t: Scope, targetPort: number): Promise<Gate> {
  const sockets = new Set<Socket>()
  let isOpen = true

  const server = createServer((incoming) => {
    if (!isOpen) {
      incoming.destroy()
      return
    }
    const outgoing = connect(targetPort, '127.0.0.1')
    for (const [socket, other] of [[incoming, outgoing], [outgoing, incoming]] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  t.teardown(async () => {
    cut()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    port: (server.address() as AddressInfo).port,
    shut () {
      isOpen = false
      cut()
    },
    open () { isOpen = true }
  }
}
