import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { catalogueEdition, entriesOf, type CatalogueEdition } from '../database/catalogue-editions.js'
import { latestRelease, releaseOf } from '../database/releases.js'
import { closingNames, closingOf, type CatalogueEntry, type Closing } from '../domain/catalogue-status.js'
import { permitChannels } from '../domain/permit-channels.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/** The 目录清单 in force. */
export interface CatalogueInForce { edition: CatalogueEdition, entries: Map<string, CatalogueEntry> }

/** The newest release of an industry; a draft always follows it, a case keeps the one that it was submitted under. */
export async function publishedIndustryOf (database: Knex, industryId: string): Promise<PublishedIndustry> {
  const release = await latestRelease(database, industryId)
  if (release === undefined) throw new ServiceError('unknown-industry')
  return await releaseOf(database, release.id)
}

/** The newest edition; undefined before the first one, when nothing is closed. */
export async function catalogueInForce (tx: Knex): Promise<CatalogueInForce | undefined> {
  const edition = await catalogueEdition(tx)
  if (edition === undefined) return undefined
  return { edition, entries: new Map((await entriesOf(tx, edition.number)).map((entry) => [entry.industry, entry])) }
}

/** Why an industry takes no new applications today; null when it does. */
export function closingIn (catalogue: CatalogueInForce | undefined, industry: PublishedIndustry, today: CivilDate, premisesDivision: string | null): Closing | null {
  return catalogue === undefined ? null : closingOf(catalogue.entries.get(industry.id), today, premisesDivision, industry.regions)
}

/**
 * Holds new applications to the catalogue in force. Only those: a case that was received runs to its end, whatever is published later.
 * @param about the premises' county and the permits that are in question, as far as they are known
 * @throws ServiceError `industry-suspended`, with where each permit is applied for by itself
 */
export async function mustTakeApplications (
  tx: Knex, industry: PublishedIndustry, about: { now: Date, premisesDivision?: unknown, permits?: readonly string[] }
): Promise<void> {
  const catalogue = await catalogueInForce(tx)
  const division = typeof about.premisesDivision === 'string' ? about.premisesDivision : null
  const closing = closingIn(catalogue, industry, civilDateOf(about.now), division)
  if (catalogue === undefined || closing === null) return
  const entry = catalogue.entries.get(industry.id)
  throw new ServiceError('industry-suspended', {
    industry: industry.id,
    edition: catalogue.edition.number,
    status: entry?.status ?? null,
    closing,
    reason: (closing === 'suspended' ? entry?.reason : undefined) ?? closingNames[closing],
    validFrom: entry?.validFrom ?? null,
    validUntil: entry?.validUntil ?? null,
    alternatives: permitChannels(industry, about.permits === undefined || about.permits.length === 0 ? null : about.permits, division)
  })
}
