import type { Knex } from 'knex'
import type { Catalogue } from '../catalogue/catalogue.js'
import { hashOf } from '../catalogue/content-hash.js'
import { catalogueEdition, insertEdition } from '../database/catalogue-editions.js'
import { waitForPublication } from '../database/publication-turn.js'
import { latestRelease, releaseOf } from '../database/releases.js'
import type { CatalogueEntry } from '../domain/catalogue-status.js'
import { civilDateOf } from '../domain/time.js'

/** Industries that can't be 正式 yet, and why, in Chinese. */
export class IndustryNotConfirmed extends Error {
  readonly industries: { industry: string, name: string, reasons: string[] }[]

  constructor (industries: IndustryNotConfirmed['industries']) {
    super(industries.map(({ name, reasons }) => `${name}不能列为正式：\n${reasons.map((reason) => `  ${reason}`).join('\n')}`).join('\n'))
    this.name = 'IndustryNotConfirmed'
    this.industries = industries
  }
}

export interface EditionOrder { publishedBy: string, note: string, now: Date }

/**
 * Publishes `catalogue.yaml` as the next edition of the 目录清单 (方案 四（一）); undefined when it says the same as the newest one.
 * @throws IndustryNotConfirmed when an industry would become 正式 while its newest release has open facts, or has none at all
 */
export async function publishCatalogueEdition (database: Knex, catalogue: Catalogue, order: EditionOrder): Promise<number | undefined> {
  return await database.transaction(async (tx) => {
    await waitForPublication(tx, order.publishedBy)
    return await insertNextEdition(tx, catalogue, order)
  })
}

/** On a database that has no edition yet, so that a fresh platform takes applications. @returns 1, or undefined when there was one */
export async function publishFirstCatalogueEdition (database: Knex, catalogue: Catalogue, order: EditionOrder): Promise<number | undefined> {
  return await database.transaction(async (tx) => {
    await waitForPublication(tx, order.publishedBy)
    return await catalogueEdition(tx) === undefined ? await insertNextEdition(tx, catalogue, order) : undefined
  })
}

async function insertNextEdition (tx: Knex.Transaction, catalogue: Catalogue, { publishedBy, note, now }: EditionOrder): Promise<number | undefined> {
  const entries = editionEntries(catalogue)
  const { announcement } = catalogue.nextEdition
  const contentHash = hashOf({ announcement, entries })
  if ((await catalogueEdition(tx))?.contentHash === contentHash) return undefined
  await mustBeConfirmed(tx, entries.filter(({ status }) => status === 'official'))
  return await insertEdition(tx, { publishedOn: civilDateOf(now), announcement, note, contentHash, publishedBy, publishedAt: now }, entries)
}

function editionEntries (catalogue: Catalogue): CatalogueEntry[] {
  return Object.entries(catalogue.nextEdition.industries).map(([id, { status, from, until, regions, reason }]) => {
    const { name, lead_department: lead, permits } = catalogue.industries[id]!
    return {
      industry: id,
      name,
      status,
      validFrom: from,
      validUntil: until,
      regions,
      leadDepartment: { id: lead, name: catalogue.departments.departments[lead]!.name },
      permits: permits.map((permit) => catalogue.permits[permit.id]!.name),
      reason
    }
  })
}

async function mustBeConfirmed (tx: Knex, official: CatalogueEntry[]): Promise<void> {
  const notReady: IndustryNotConfirmed['industries'] = []
  for (const { industry, name } of official) {
    const release = await latestRelease(tx, industry)
    const content = release === undefined ? undefined : await releaseOf(tx, release.id)
    const reasons = content === undefined
      ? ['还没有发布']
      : content.open_facts?.map(({ path, label, text }) => `${label}：${text}（${path}）`) ?? ['发布的版本早于待核清单，请重新发布']
    if (reasons.length > 0) notReady.push({ industry, name, reasons })
  }
  if (notReady.length > 0) throw new IndustryNotConfirmed(notReady)
}
