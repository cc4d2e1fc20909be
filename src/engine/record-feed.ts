import { timingSafeEqual, createHash } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { takeBulk, type FeedIntakeOptions } from './feed-intake.js'

export interface RecordFeedOptions extends FeedIntakeOptions {
  /** What the exporter logs in with. */
  credentials: { username: string, password: string }
}

/** The exporter's bulks may be large, and a 413 would block its partition for ever. */
const bodyLimitBytes = 64 * 1024 * 1024

/**
 * Where Zeebe's Elasticsearch exporter posts its records: just as much of Elasticsearch as it asks for. A bulk is answered
 * after its commit; 503 (the exporter repeats in order) only while the database or the engine's identity can't be had.
 */
export function createRecordFeed (options: RecordFeedOptions): FastifyInstance {
  const feed = Fastify({ bodyLimit: bodyLimitBytes, logger: false, forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } })
  const isAllowed = loginCheck(options.credentials)

  feed.removeAllContentTypeParsers()
  feed.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

  feed.addHook('onRequest', async (request, reply) => {
    reply.header('X-Elastic-Product', 'Elasticsearch')
    if (!isAllowed(request.headers.authorization)) {
      await reply.header('www-authenticate', 'Basic realm="feed"').code(401).send({ error: 'wrong credentials', status: 401 })
    }
  })

  feed.post('/_bulk', async (request, reply) => await answerBulk(options, request, reply))
  feed.get('/', async () => ({ name: 'feed', cluster_name: 'onelicence', version: { number: '8.13.4', build_flavor: 'default' }, tagline: 'You Know, for Search' }))
  feed.put('/*', async () => ({ acknowledged: true }))
  feed.post('/*', async () => ({ acknowledged: true }))
  feed.get('/*', async (_request, reply) => await reply.code(404).send({ found: false }))
  return feed
}

async function answerBulk (options: RecordFeedOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const startedAt = Date.now()
  try {
    const count = await takeBulk(options, String(request.body ?? ''))
    const items = Array.from({ length: count }, () => ({ index: { status: 201 } }))
    return await reply.send({ took: Date.now() - startedAt, errors: false, items })
  } catch (error) {
    options.log.warn({ reason: (error as Error).message }, 'the feed takes no records now')
    return await reply.code(503).send({ error: { type: 'unavailable', reason: 'try again' }, status: 503 })
  }
}

function loginCheck ({ username, password }: RecordFeedOptions['credentials']): (header: string | undefined) => boolean {
  const expected = digest(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`)
  return (header) => header !== undefined && timingSafeEqual(digest(header), expected)
}

/** Of equal length, whatever was sent. */
function digest (text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
