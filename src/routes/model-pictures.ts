import type { Knex } from 'knex'
import { publishedModels } from '../database/release-resources.js'
import { renderModel } from '../diagrams/render-model.js'
import { ServiceError } from '../errors.js'
import { cacheable, type Cacheable } from '../http/cacheable.js'

/** How a route declares that it answers with a drawn model. */
export const svgAnswer = { content: { 'image/svg+xml': { schema: { type: 'string' } } } }

const mostKept = 500
/** A release never changes, so each of its models is drawn once a process. */
const drawn = new Map<string, Cacheable>()

/**
 * A process of a release as a picture in which an element is found by its id (`data-element-id`); an industry's own flow has the industry's id.
 * @throws ServiceError `not-found`: no such process, or a release from before its files were kept
 */
export async function modelPicture (database: Knex, { id: releaseId, contentHash }: { id: number, contentHash: string }, processId: string): Promise<Cacheable> {
  const key = `${contentHash} ${releaseId} ${processId}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const model = (await publishedModels(database, releaseId)).find(({ content }) => content.includes(`<bpmn:process id="${processId}"`))
  if (model === undefined) throw new ServiceError('not-found')
  const picture = cacheable(await renderModel(model.content), 'image/svg+xml; charset=utf-8')
  if (drawn.size >= mostKept) drawn.clear()
  drawn.set(key, picture)
  return picture
}
