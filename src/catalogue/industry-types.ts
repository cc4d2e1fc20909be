/** Parts of a published industry: from its `industry.yaml`, and the departments and regions of the city. */
import type { Limit } from './types.js'

/** 行业综合许可证 of the industry (方案 三（五）). */
export interface CompositeLicence {
  name: string
  form: '电子证照'
  issuer: string
  scope: string
  validity_rule: string
  min_items: { n: number, unverified?: true }
  /** Permits that keep it from being issued when they apply and are refused. */
  blocked_by: string[]
  blocked_note: string
  identifier: { type_code: string, issuer_code: string, unverified?: true }
}

/** What an applicant has before applying and the composite licence doesn't carry, such as the business licence. */
export interface Prerequisite { id: string, name: string, note: string }

/** How days are shown; `unified_handling` is the common limit of 行政许可法第四十二条第二款, off unless the city switches it on. */
export interface TimePlan { unit: '工作日', assumption: string, unified_handling: { enabled: boolean, limit: Limit, extension: Limit, basis: string } }

export interface Department {
  id: string
  name: string
  /** Abbreviation in document numbers, after that of the region. */
  document_prefix: string
  duty: string
  /** Name of the organ that decides and signs, by level; `{region}` stands for the county's name. */
  organ: { 市级: string, 县区级: string, unverified?: true }
  remedy: { reconsideration_body: Record<string, string>, court_note: string, unverified?: true }
}

export interface Region {
  code: string
  name: string
  /** Abbreviation that document numbers begin with. */
  document_prefix: string
  level: '市级' | '县区级'
  parent: string | null
  /** The region whose organs handle this one's matters; null: its own. */
  handled_by: string | null
  /** Six digits used in case numbers. */
  case_code: string
  note: string | null
  /** The one window; address and telephone are null until the city confirms them. */
  window: { name: string, address: string | null, telephone: string | null }
}

/** A reason that departments choose instead of writing it anew; `for`: of what it may be said. */
export interface DeficiencyReason { label: string, for: ('material' | 'field')[], reason: string, how_to_mend: string }
