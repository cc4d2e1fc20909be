import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Resource } from '../catalogue/types.js'

/** Keeps what a release deployed; a file that many releases share is stored once. */
export async function insertReleaseResources (tx: Knex, releaseId: number, resources: Resource[]): Promise<void> {
  if (resources.length === 0) return
  const rows = resources.map(({ name, content }) => ({ name, content, content_hash: createHash('sha256').update(content).digest('hex') }))
  const contents = new Map(rows.map((row) => [row.content_hash, { content_hash: row.content_hash, content: row.content }]))
  await tx('resource_content').insert([...contents.values()]).onConflict('content_hash').ignore()
  await tx('release_resource').insert(rows.map((row) => ({ release_id: releaseId, name: row.name, content_hash: row.content_hash })))
}

/** The models, forms and decision tables of a release as they were deployed, by name; none for a release older than this record. */
export async function resourcesOfRelease (tx: Knex, releaseId: number): Promise<Resource[]> {
  return await tx('release_resource').join('resource_content', 'resource_content.content_hash', 'release_resource.content_hash')
    .where({ release_id: releaseId }).orderBy('name').select<Resource[]>('name', 'content')
}

/** The BPMN models of a release. */
export async function publishedModels (tx: Knex, releaseId: number): Promise<Resource[]> {
  return (await resourcesOfRelease(tx, releaseId)).filter(({ name }) => name.endsWith('.bpmn'))
}

/** The flow of an industry as it was deployed; a release from before files were kept has none. */
export async function publishedFlow (tx: Knex, industry: string, releaseId: number): Promise<string | undefined> {
  return (await publishedModels(tx, releaseId)).find(({ name }) => name === `industries/${industry}/flow.bpmn`)?.content
}

/** Whether a text stands in a model; a model never changes under its hash, so it is searched once a process. */
const saidByHash = new Map<string, boolean>()

/** Whether each of these texts stands in some model of the release. */
export async function releaseSays (tx: Knex, releaseId: number, texts: readonly string[]): Promise<boolean> {
  const hashes = await tx('release_resource').where({ release_id: releaseId }).where('name', 'like', '%.bpmn').pluck<string[]>('content_hash')
  for (const text of texts) {
    await searchModels(tx, hashes.filter((hash) => !saidByHash.has(`${hash} ${text}`)), text)
    if (!hashes.some((hash) => saidByHash.get(`${hash} ${text}`))) return false
  }
  return true
}

async function searchModels (tx: Knex, hashes: string[], text: string): Promise<void> {
  if (hashes.length === 0) return
  const found = await tx('resource_content').whereIn('content_hash', hashes)
    .select<{ content_hash: string, says: boolean }[]>('content_hash', tx.raw('position(? in content) > 0 AS says', [text]))
  for (const { content_hash: hash, says } of found) saidByHash.set(`${hash} ${text}`, says)
}
