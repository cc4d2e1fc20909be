import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** How long others may show an answer without asking again: a new release, edition or suspension is seen within this time. */
const maxAgeSeconds = 60
const mostKept = 1000

/** An answer that is everybody's, with its strong ETag. */
export interface Cacheable { body: string | Buffer, etag: string, mediaType: string }

export function cacheable (body: string | Buffer, mediaType: string): Cacheable {
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"`, mediaType }
}

/** Sends it, or 304 to who has it already. */
export async function sendCacheable (request: FastifyRequest, reply: FastifyReply, { body, etag, mediaType }: Cacheable): Promise<FastifyReply> {
  reply.headers({ etag, 'cache-control': `public, max-age=${maxAgeSeconds}` })
  return isKnown(request.headers['if-none-match'], etag) ? await reply.code(304).send() : await reply.type(mediaType).send(body)
}

/**
 * Keeps composed answers by their address for as long as `stamp` says the same; what they consist of is composed and written once, as JSON
 * unless it is a file already. Answers may follow from nothing else than what the stamp covers.
 */
export function createAnswerCache (stamp: () => Promise<string>): (request: FastifyRequest, reply: FastifyReply, compose: () => Promise<unknown>) => Promise<FastifyReply> {
  let keptFor: string | undefined
  let kept = new Map<string, Cacheable>()
  return async (request, reply, compose) => {
    const now = await stamp()
    if (now !== keptFor) {
      keptFor = now
      kept = new Map()
    }
    const answers = kept
    let answer = answers.get(request.url)
    if (answer === undefined) {
      const composed = await compose()
      answer = composed instanceof Buffer ? cacheable(composed, 'application/pdf') : cacheable(String(reply.serialize(composed)), 'application/json; charset=utf-8')
      if (answers.size < mostKept) answers.set(request.url, answer)
    }
    return await sendCacheable(request, reply, answer)
  }
}

/** RFC 9110, 13.1.2: any of the tags, weakly compared, or `*`. */
function isKnown (ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, '')).some((tag) => tag === etag || tag === '*')
}
