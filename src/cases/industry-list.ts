import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { contentOf, latestReleases } from '../database/releases.js'
import { catalogueStatusNames, covers, type CatalogueStatus, type Closing } from '../domain/catalogue-status.js'
import type { CivilDate } from '../domain/time.js'
import { catalogueInForce, closingIn, type CatalogueInForce } from './open-industry.js'

/** Where an industry stands in the 目录清单 in force; all null before the first edition. */
export interface IndustryStanding {
  edition: number | null
  status: CatalogueStatus | null
  statusName: string | null
  validFrom: CivilDate | null
  validUntil: CivilDate | null
  /** Division codes; the city's stands for all its counties. */
  regions: string[]
  /** Why no new applications are taken today; null: they are. */
  closing: Closing | null
  reason: string | null
}

export interface ListedIndustry extends IndustryStanding {
  id: string
  name: string
  summary: string
  licence: string
  version: number
  leadDepartment: { id: string, name: string }
  permits: { id: string, name: string, department: string }[]
}

export interface IndustryFilter {
  status?: CatalogueStatus | undefined
  /** Part of the industry's or a permit's name, or of the summary. */
  q?: string | undefined
  region?: string | undefined
  department?: string | undefined
  permit?: string | undefined
}

/** The published industries that meet all that is asked for, by id. */
export async function listIndustries (tx: Knex, today: CivilDate, filter: IndustryFilter): Promise<ListedIndustry[]> {
  const catalogue = await catalogueInForce(tx)
  const listed: ListedIndustry[] = []
  for (const release of await latestReleases(tx)) {
    const content = await contentOf(tx, release)
    const industry = { ...briefOf(content), version: release.version, ...standingOf(catalogue, content, today) }
    if (meets(industry, content, filter)) listed.push(industry)
  }
  return listed
}

export function standingOf (catalogue: CatalogueInForce | undefined, content: PublishedIndustry, today: CivilDate): IndustryStanding {
  const entry = catalogue?.entries.get(content.id)
  return {
    edition: catalogue?.edition.number ?? null,
    status: entry?.status ?? null,
    statusName: entry === undefined ? null : catalogueStatusNames[entry.status],
    validFrom: entry?.validFrom ?? null,
    validUntil: entry?.validUntil ?? null,
    regions: entry?.regions ?? [],
    closing: closingIn(catalogue, content, today, null),
    reason: entry?.reason ?? null
  }
}

function briefOf (content: PublishedIndustry): Omit<ListedIndustry, keyof IndustryStanding | 'version'> {
  return {
    id: content.id,
    name: content.name,
    summary: content.summary,
    licence: content.composite_licence.name,
    leadDepartment: content.lead_department,
    permits: content.permits.map(({ id, name, department }) => ({ id, name, department: department.id }))
  }
}

function meets (industry: ListedIndustry, { regions }: PublishedIndustry, { status, q, region, department, permit }: IndustryFilter): boolean {
  const texts = [industry.name, industry.summary, industry.licence, ...industry.permits.map(({ name }) => name)]
  return (status === undefined || industry.status === status) &&
    (q === undefined || texts.some((text) => text.toLowerCase().includes(q.trim().toLowerCase()))) &&
    (region === undefined || (industry.edition === null ? regions.some(({ code }) => code === region) : covers(industry.regions, region, regions))) &&
    (department === undefined || industry.leadDepartment.id === department || industry.permits.some((one) => one.department === department)) &&
    (permit === undefined || industry.permits.some(({ id }) => id === permit))
}
