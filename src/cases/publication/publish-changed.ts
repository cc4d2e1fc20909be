import type { Knex } from 'knex'
import { readDrafts } from '../../catalogue/drafts.js'
import type { Release } from '../../database/releases.js'
import { publishDrafts, type Deployer } from './publish-drafts.js'

/**
 * Publishes every industry whose files changed, or those of the ones named, without anybody's signature: for the platform on one's own machine, and for tests.
 * @throws CatalogueError, EngineUnavailable
 */
export async function publishChanged (
  database: Knex, engine: Deployer, about: { bpmnDir: string, epoch: number, publishedBy: string, note: string, industries?: readonly string[] }
): Promise<Release[]> {
  return await publishDrafts(database, engine, await readDrafts(about.bpmnDir, about.industries), { ...about, turn: 'wait', signatures: 'none' })
}
