import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { freePort } from '../../../src/free-port.js'
import type { Scope } from '../scope.js'

export interface ReceivedMail { to: string, messageId: string, raw: string }

export interface MailServer {
  url: string
  port: number
  /** What was taken, in order. */
  received: ReceivedMail[]
  /** Users who signed in. */
  users: string[]
  /** Recipients (addresses) that are turned down, with the reply's code. */
  turnsDown: Map<string, number>
  /** Nobody listens any more, until `up`. */
  down (): Promise<void>
  up (): Promise<void>
}

/** A real SMTP server on this machine. */
export async function testMailServer (t: Scope): Promise<MailServer> {
  const port = await freePort()
  const received: ReceivedMail[] = []
  const users: string[] = []
  const turnsDown = new Map<string, number>()
  let server: SMTPServer | undefined

  async function down (): Promise<void> {
    const closing = server
    server = undefined
    if (closing !== undefined) await new Promise<void>((resolve) => closing.close(() => resolve()))
  }
  async function up (): Promise<void> {
    server = mailServer({ received, users, turnsDown })
    await new Promise<void>((resolve, reject) => server!.once('error', reject).listen(port, '127.0.0.1', resolve))
  }
  await up()
  t.teardown(down)
  return { url: `smtp://127.0.0.1:${(server!.server.address() as AddressInfo).port}`, port, received, users, turnsDown, down, up }
}

function mailServer ({ received, users, turnsDown }: Pick<MailServer, 'received' | 'users' | 'turnsDown'>): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onAuth ({ username, password }, _session, answer) {
      if (password !== 'p@ss/word') return answer(new Error('wrong password'))
      users.push(username ?? '')
      answer(null, { user: username })
    },
    onRcptTo ({ address }, _session, answer) {
      const responseCode = turnsDown.get(address)
      answer(responseCode === undefined ? null : Object.assign(new Error(`<${address}> is not wanted here`), { responseCode }))
    },
    onData (stream, { envelope }, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString()
        received.push({ to: envelope.rcptTo.map(({ address }) => address).join(), messageId: /^Message-ID: (.+)$/im.exec(raw)?.[1]?.trim() ?? '', raw })
        answer(null)
      })
    }
  })
}
