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
  type: 'boolean' | 'enum' | 'multi-enum' | 'number' | 'integer' | 'string'
  unit: string | null
  options: { value: unknown, label?: string, exit: { message: string, where: string } | null }[] | null
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
  /** Smallest and largest number; null: numbers are not negative, no upper bound. */
  min?: number | null
  max?: number | null
  check?: FieldCheck | null
}
/** Check digit of a code: GB 32100, or GB 11643 when the document's type is the resident identity card. */
export type FieldCheck = { kind: 'usci' } | { kind: 'id-number', type_field: string, type_value: string }
export interface CommonField extends Omit<Field, 'applies_when'> { source: string, per_permit: boolean, group: string }

/** One component of a Camunda form (form-js). Only what the platform itself reads is spelt out. */
export interface FormComponent {
  type: string
  key?: string
  id?: string
  label?: string
  components?: FormComponent[]
  values?: { label: string, value: unknown }[]
  conditional?: { hide?: string }
  validate?: Record<string, unknown>
  [further: string]: unknown
}

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
  /** By which later decision about the same holder and premises the certificate ceases (自行失效). */
  lapses_when: { event: string, permit: string, same: string[], effect: string, basis: string }[]
  certificate: {
    name: string
    number_format: string
    number_pattern: string | null
    /** How a number is built (src/domain/certificate-number.ts). */
    number_template: string
    number_values?: Record<string, { field: string, map: Record<string, string>, default?: string }>
  }
  fields: { common: string[], individual: Field[] }
  fees: string
  notes: string[]
  /** Whether the city has switched commitment on where the permit's law leaves it to the city (`available: conditional`). */
  commitment_enabled: boolean
  /** The permit's own form as drawn (`<permit>.form`): its individual fields. */
  form_components: FormComponent[]
  [further: string]: unknown
}

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

export interface PublishedIndustry {
  id: string
  name: string
  summary: string
  composite_licence: { name: string, min_items: { n: number, unverified?: true }, blocked_by: string[], blocked_note: string, validity_rule: string, identifier: { type_code: string, issuer_code: string, unverified?: true } }
  lead_department: { id: string, name: string }
  questions: Question[]
  /** Null when a permit always applies. */
  exit_when_empty: { message: string, where: string } | null
  choice_groups: { id: string, one_of: string[], rule: string }[]
  permits: Permit[]
  common_fields: CommonField[]
  joint_inspection: { lead: string, pre_decision_permits: string[], post_decision_permits: string[], min_inspectors_per_department: number, rule: string }
  departments: Department[]
  regions: Region[]
  /** Shared default periods (`bpmn/defaults.yaml`): supplement-period, rectification-max, recheck, decision-reserve … */
  defaults: Record<string, Limit & { label: string, note?: string }>
  collaborating_departments: { id: string, name: string }[]
  overall_department: { id: string, name: string }
  unified_materials: { id: string, name: string, used_by: string[] }[]
  unified_form: { stats: { field_occurrences: number, unified_fields: number } }
  [further: string]: unknown
}
