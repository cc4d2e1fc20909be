import type { Region } from '../catalogue/types.js'
import type { CivilDate } from './time.js'

/** Where an industry stands in the reform's catalogue (目录清单, 方案 四（一）). */
export const catalogueStatuses = ['trial', 'official', 'suspended'] as const
export type CatalogueStatus = typeof catalogueStatuses[number]

/** What users read (docs/glossary.md). */
export const catalogueStatusNames: Record<CatalogueStatus, string> = { trial: '试点', official: '正式', suspended: '暂停' }

/** One industry of an edition. */
export interface CatalogueEntry {
  industry: string
  name: string
  status: CatalogueStatus
  /** null: from the edition's publication. */
  validFrom: CivilDate | null
  /** The last day; null: none. */
  validUntil: CivilDate | null
  /** Division codes; the city's stands for all its counties. */
  regions: string[]
  leadDepartment: { id: string, name: string }
  permits: string[]
  /** Why it is suspended, for applicants. */
  reason: string | null
}

export type Closing = 'suspended' | 'not-listed' | 'not-yet' | 'ended' | 'region'

/** What an applicant reads. */
export const closingNames: Record<Closing, string> = {
  suspended: '本行业的“一业一证”暂停办理',
  'not-listed': '本行业没有列入现行目录清单',
  'not-yet': '本行业尚未开始实施',
  ended: '本行业的实施期限已满',
  region: '经营场所所在县（区）不在本行业的实施地区内'
}

/**
 * Why an industry takes no new applications on a day; null when it does. Running cases are never asked.
 * @param premisesDivision the premises' county; null while it isn't known, then no region is ruled out
 */
export function closingOf (entry: CatalogueEntry | undefined, today: CivilDate, premisesDivision: string | null, regions: Region[]): Closing | null {
  if (entry === undefined) return 'not-listed'
  if (entry.status === 'suspended') return 'suspended'
  if (entry.validFrom !== null && today < entry.validFrom) return 'not-yet'
  if (entry.validUntil !== null && today > entry.validUntil) return 'ended'
  return premisesDivision === null || covers(entry.regions, premisesDivision, regions) ? null : 'region'
}

/** Whether a list of regions has this one, or the city that it belongs to. */
export function covers (listed: readonly string[], code: string, regions: Region[]): boolean {
  const region = regions.find((one) => one.code === code)
  return listed.includes(code) || (region?.parent != null && covers(listed, region.parent, regions))
}
