import type { Knex } from 'knex'
import { readDrafts } from '../../catalogue/drafts.js'
import { latestReleases } from '../../database/releases.js'

/** Names of the industries whose files differ from their current release. Throws CatalogueError. */
export async function unpublishedIndustries (database: Knex, bpmnDir: string): Promise<string[]> {
  const published = new Map((await latestReleases(database)).map(({ industry, contentHash }) => [industry, contentHash]))
  return (await readDrafts(bpmnDir)).filter(({ industry, contentHash }) => published.get(industry) !== contentHash).map(({ content }) => content.name)
}
