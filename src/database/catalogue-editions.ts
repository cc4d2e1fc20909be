import type { Knex } from 'knex'
import type { CatalogueEntry } from '../domain/catalogue-status.js'
import type { CivilDate } from '../domain/time.js'
import { rowsOf } from './connection.js'

export interface CatalogueEdition {
  number: number
  publishedOn: CivilDate
  announcement: string
  publishedBy: string
  publishedAt: Date
  /** Why it was published; not for the public. */
  note: string
  contentHash: string
}

const columns = [
  'number', 'published_on as publishedOn', 'announcement', 'published_by as publishedBy', 'published_at as publishedAt', 'note', 'content_hash as contentHash'
]

/** All editions, the newest first. */
export async function catalogueEditions (tx: Knex): Promise<CatalogueEdition[]> {
  return await tx('catalogue_edition').orderBy('number', 'desc').select<CatalogueEdition[]>(columns)
}

/** The edition of this number, or the newest; undefined when there is none. */
export async function catalogueEdition (tx: Knex, number?: number): Promise<CatalogueEdition | undefined> {
  const editions = tx('catalogue_edition').orderBy('number', 'desc')
  return await (number === undefined ? editions : editions.where({ number })).first<CatalogueEdition | undefined>(columns)
}

/** The industries of an edition, in its order. */
export async function entriesOf (tx: Knex, edition: number): Promise<CatalogueEntry[]> {
  const rows = await tx('catalogue_edition_entry').where({ edition }).orderBy('ordinal').select<EntryRow[]>()
  return rows.map((row) => ({
    industry: row.industry,
    name: row.name,
    status: row.status,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    regions: row.regions,
    leadDepartment: { id: row.lead_department, name: row.lead_department_name },
    permits: row.permits,
    reason: row.reason
  }))
}

/** Changes when an industry or an edition is published, and at no other time. */
export async function catalogueStamp (tx: Knex): Promise<string> {
  const [row] = await rowsOf<{ stamp: string }>(tx.raw(`
    SELECT concat_ws(' ', (SELECT max(id) FROM catalogue_release), (SELECT max(number) FROM catalogue_edition)) AS stamp`))
  return row!.stamp
}

/** Writes the next edition; the caller holds the publication lock. @returns its number */
export async function insertEdition (tx: Knex.Transaction, edition: Omit<CatalogueEdition, 'number'>, entries: CatalogueEntry[]): Promise<number> {
  const number = ((await catalogueEdition(tx))?.number ?? 0) + 1
  await tx('catalogue_edition').insert({
    number,
    published_on: edition.publishedOn,
    announcement: edition.announcement,
    note: edition.note,
    content_hash: edition.contentHash,
    published_by: edition.publishedBy,
    published_at: edition.publishedAt
  })
  await tx('catalogue_edition_entry').insert(entries.map((entry, index) => ({
    edition: number,
    ordinal: index + 1,
    industry: entry.industry,
    name: entry.name,
    status: entry.status,
    valid_from: entry.validFrom,
    valid_until: entry.validUntil,
    regions: entry.regions,
    lead_department: entry.leadDepartment.id,
    lead_department_name: entry.leadDepartment.name,
    permits: entry.permits,
    reason: entry.reason
  })))
  return number
}

interface EntryRow {
  industry: string
  name: string
  status: CatalogueEntry['status']
  valid_from: CivilDate | null
  valid_until: CivilDate | null
  regions: string[]
  lead_department: string
  lead_department_name: string
  permits: string[]
  reason: string | null
}
