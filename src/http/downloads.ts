import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Sends a file to be saved, never shown as a page; the name is UTF-8 (RFC 8187) with a plain one for old clients. */
export async function sendAttachment (
  reply: FastifyReply, file: { content: Buffer | Readable, fileName: string, mediaType: string }
): Promise<FastifyReply> {
  const plain = file.fileName.replace(/[^\w.-]/g, '_')
  const encoded = encodeURIComponent(file.fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return await reply
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .header('cache-control', 'private, no-store')
    .type(file.mediaType)
    .send(file.content)
}
