import type { Knex } from 'knex'
import { catalogueEdition, entriesOf } from '../database/catalogue-editions.js'
import { contentOf, latestReleases } from '../database/releases.js'
import type { EditionAnnouncement } from '../documents/guide/render-edition.js'

/** An edition of the 目录清单, or the newest, as people read it: with the names of its regions; undefined when there is none. */
export async function editionAnnouncement (tx: Knex, number?: number): Promise<EditionAnnouncement | undefined> {
  const edition = await catalogueEdition(tx, number)
  if (edition === undefined) return undefined
  const names = await regionNames(tx)
  const industries = (await entriesOf(tx, edition.number)).map((entry) => ({ ...entry, regionNames: entry.regions.map((code) => names.get(code) ?? code) }))
  const { publishedOn, publishedAt, announcement } = edition
  return { number: edition.number, publishedOn, publishedAt, announcement, industries }
}

/** By division code, as the newest release has them; none before the first release. */
async function regionNames (tx: Knex): Promise<Map<string, string>> {
  const newest = (await latestReleases(tx)).sort((one, other) => other.id - one.id)[0]
  const regions = newest === undefined ? [] : (await contentOf(tx, newest)).regions
  return new Map(regions.map(({ code, name }) => [code, name]))
}
