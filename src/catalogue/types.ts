/**
 * What a published industry consists of. Keys are those of the YAML files under `bpmn/` (snake_case), so that one word
 * means one thing in files, database and code. A release stores one `PublishedIndustry` as JSON.
 */
export interface Limit { n: number, unit: '工作日' | '日' | '月', basis?: string, unverified?: true }

export type Condition =
  | { q: string, op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'contains', value: unknown }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

export interface Question {
  id: string
  text: string
  type: 'boolean' | 'enum' | 'multi-enum' | 'number' | 'string'
  unit: string | null
  options: { value: unknown, exit: { message: string, where: string } | null }[] | null
  help: string | null
  /** Answered once per permit (`use_commitment`). */
  per_permit: boolean
}

export interface Field {
  id: string
  label: string
  type: 'string' | 'text' | 'number' | 'integer' | 'boolean' | 'enum' | 'multi-enum' | 'date' | 'phone' | 'address' | 'table' | string
  unit: string | null
  enum: string[] | null
  required: boolean
  applies_when: Condition | null
}
export interface CommonField extends Omit<Field, 'applies_when'> { source: string, per_permit: boolean }

export interface Material {
  id: string
  name: string
  forms: string[]
  source: 'applicant' | 'government' | 'third-party' | 'awaited-in-case'
  awaits_permit: string | null
  issuer: string
  generated: boolean
  data_sharing: { available: 'yes' | 'partial' | 'no', from: string | null }
  tolerable: boolean
  tolerance: Limit | null
  reuse_validity: Limit | null
  copies: number
  covered_by_commitment: boolean
  required: boolean
  applies_when: Condition | null
  note: string | null
}

export interface CheckItem { id: string, text: string }

export interface Permit {
  id: string
  name: string
  kind: '许可' | '备案' | '告知承诺'
  handling: string
  department: { id: string, name: string }
  level: '市级' | '县区级'
  inclusion: 'required' | 'conditional' | 'optional'
  applies_when: Condition | null
  applicant_choice: boolean
  alternative_to: string[]
  depends_on: { permit: string, kind: 'hard' | 'soft', stage?: string | null, law_locked?: boolean }[]
  legal_basis: { law: string, article: string | null, note: string | null }[]
  conditions: string[]
  commitment: {
    available: 'yes' | 'conditional' | 'no' | 'not-applicable'
    instant_decision: boolean
    post_check: { required: boolean, within: Limit } | null
    basis: string | null
    note: string
    law_locked: boolean
    lock: { value: string, when: Condition | null, basis: string } | null
  }
  materials: Material[]
  time_limit: {
    starts: 'accepted' | 'received'
    statutory: Limit | null
    promised: Limit
    extension: Limit | null
    delivery: Limit
    variants: { method: string, statutory: Limit | null, promised: Limit, text: string }[]
    stages: unknown[]
    text: string
  }
  inspection: {
    need: 'always' | 'conditional' | 'post' | 'never'
    within: Limit | null
    min_inspectors: number
    joint: boolean
    law_locked: boolean
    lock: { value: string, when: Condition | null, basis: string } | null
    note: string | null
    check_items: CheckItem[]
  }
  validity: { years: number | null, text: string }
  certificate: { name: string, number_format: string, number_pattern: string | null }
  fields: { common: string[], individual: Field[] }
  fees: string
  notes: string[]
  [further: string]: unknown
}

export interface Department {
  id: string
  name: string
  duty: string
  remedy: { reconsideration_body: Record<string, string>, court_note: string, unverified?: true }
}

export interface Region { code: string, name: string, level: '市级' | '县区级', parent: string | null, handled_by: string | null }

export interface PublishedIndustry {
  id: string
  name: string
  summary: string
  composite_licence: { name: string, min_items: { n: number, unverified?: true }, blocked_by: string[], blocked_note: string, validity_rule: string }
  lead_department: { id: string, name: string }
  questions: Question[]
  exit_when_empty: { message: string, where: string }
  choice_groups: { id: string, one_of: string[], rule: string }[]
  permits: Permit[]
  common_fields: CommonField[]
  joint_inspection: { lead: string, pre_decision_permits: string[], post_decision_permits: string[], min_inspectors_per_department: number, rule: string }
  departments: Department[]
  regions: Region[]
  /** Shared default periods (`notices.yaml` defaults): supplement-period, rectification-max, recheck, decision-reserve … */
  defaults: Record<string, Limit & { label: string }>
  [further: string]: unknown
}
