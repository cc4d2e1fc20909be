import { createTransport } from 'nodemailer'
import { DeliveryRefused, type Channel, type OutgoingNotification } from './channel.js'

export interface EmailOptions {
  /** `smtp://` or `smtps://`, user and password URL-encoded in it. */
  url: string
  /** Address of the sender; its domain is also that of the Message-IDs. */
  from: string
  /** How long one message may take. */
  timeoutMs?: number
}

const senderName = '一业一证平台'
const signature = '—— 一业一证平台。本邮件由系统自动发送，请勿回复。'
const connectionTimeoutMs = 10_000

/**
 * E-mail by SMTP (RFC 5321), plain text. The Message-ID is made of the delivery's UUID and so is the same at every attempt: servers and
 * readers can tell a double by it. A 5xx reply to the recipient or the text is a refusal; one to anything else (login, sender) is about our
 * own settings, and is tried again.
 */
export function createEmailChannel ({ url, from, timeoutMs = 30_000 }: EmailOptions): Channel {
  const transport = createTransport({
    pool: true, maxConnections: 5, ...serverOf(url), connectionTimeout: connectionTimeoutMs, socketTimeout: timeoutMs, disableFileAccess: true, disableUrlAccess: true
  })
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    name: 'email',
    async send (message) {
      try {
        await transport.sendMail({ ...mailOf(message), from: { name: senderName, address: from }, messageId: `<${message.deliveryId}@${domain}>`, signal: AbortSignal.timeout(timeoutMs) })
      } catch (error) {
        throw isRefusal(error) ? new DeliveryRefused((error as Error).message, { cause: error }) : error
      }
    },
    close () { transport.close() }
  }
}

function mailOf ({ address, title, body }: OutgoingNotification): object {
  return { to: { name: '', address }, subject: title, text: `${body}\n\n${signature}\n`, headers: { 'Auto-Submitted': 'auto-generated' } }
}

/** A password goes over an unencrypted line to this machine only. */
function serverOf (address: string): { host: string, port: number, secure: boolean, requireTLS: boolean, auth?: { user: string, pass: string } } {
  const { protocol, hostname, port, username, password } = new URL(address)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host)
  const secure = protocol === 'smtps:'
  return {
    host,
    port: port === '' ? (secure ? 465 : 25) : Number(port),
    secure,
    requireTLS: username !== '' && !isHere,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } })
  }
}

function isRefusal (error: unknown): boolean {
  const { command, responseCode } = error as { command?: string, responseCode?: number }
  return ['RCPT TO', 'DATA'].includes(command ?? '') && responseCode !== undefined && responseCode >= 500
}
