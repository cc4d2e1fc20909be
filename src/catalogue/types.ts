import type { DecisionTable } from '../domain/decision-table.js'

/**
 * What a published industry consists of. Keys are those of the YAML files under `bpmn/` (snake_case), so that one word
 * means one thing in files, database and code. A release stores one `PublishedIndustry` as JSON.
 */
import type { ConfirmedFact, OpenFact } from './fact-types.js'
import type { CompositeLicence, DeficiencyReason, Department, Prerequisite, Region, TimePlan } from './industry-types.js'
import type { ChangeRules, FlowShape, Queue, Renewal, SpecialProcedure, Stage } from './permit-types.js'

export type { ConfirmedFact, OpenFact } from './fact-types.js'
export type { CompositeLicence, DeficiencyReason, Department, Prerequisite, Region, TimePlan } from './industry-types.js'
export type { ChangeRule, ChangeRules, FlowShape, Queue, Renewal, SpecialProcedure, Stage } from './permit-types.js'

/** One file of a deployment; the name is its path below the catalogue folder. */
export interface Resource { name: string, content: string }

export interface Limit { n: number, unit: '工作日' | '日' | '月', basis?: string, unverified?: true }

/** The decision tables of `bpmn/shared/`: what policy staff change as a table. */
export type DecisionId = 'on-the-spot-eligibility' | 'inspection-need' | 'material-tolerance' | 'deadline-defaults' | 'time-limit-steps'

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
  /** No fact but a route that the law leaves to the applicant (小经营店登记 or 许可). */
  applicant_choice: boolean
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
  /** Needed in this stage of a two-stage permit only; null: from the beginning. */
  stage: string | null
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
  inclusion_note: string | null
  applicant_choice: boolean
  alternative_to: string[]
  depends_on: { permit: string, kind: 'hard' | 'soft', stage?: string | null, law_locked?: boolean, note: string }[]
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
    stages: Stage[]
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
  special_procedures: SpecialProcedure[]
  queue: Queue | null
  validity: { years: number | null, text: string }
  renewal: Renewal | null
  change_rules: ChangeRules
  change_basis: string
  /** By which later decision about the same holder and premises the certificate ceases (自行失效). */
  lapses_when: { event: string, permit: string, same: string[], effect: 'lapsed', basis: string, unverified?: boolean }[]
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
  flow_shapes: FlowShape[]
  /** Keys of which the industry has words of its own; absent when there are none. */
  overridden?: string[]
}

export interface PublishedIndustry {
  id: string
  name: string
  summary: string
  composite_licence: CompositeLicence
  lead_department: { id: string, name: string }
  lead_note: string
  prerequisites: Prerequisite[]
  time_plan: TimePlan
  questions: Question[]
  /** Null when a permit always applies. */
  exit_when_empty: { message: string, where: string } | null
  choice_groups: { id: string, one_of: string[], rule: string }[]
  permits: Permit[]
  common_fields: CommonField[]
  joint_inspection: { lead: string, pre_decision_permits: string[], post_decision_permits: string[], min_inspectors_per_department: number, rule: string }
  departments: Department[]
  regions: Region[]
  /** Shared default periods: those that the city sets from the table `deadline-defaults`, the others from `bpmn/defaults.yaml`. */
  defaults: Record<string, Limit & { label: string, note?: string }>
  /** 需补正理由目录 of `bpmn/reasons.yaml`; absent from releases made before there was one. */
  reasons?: Record<string, DeficiencyReason>
  decisions: Record<DecisionId, DecisionTable>
  collaborating_departments: { id: string, name: string }[]
  overall_department: { id: string, name: string }
  unified_materials: { id: string, name: string, used_by: string[] }[]
  /** Absent from releases made before facts could be confirmed. */
  open_facts?: OpenFact[]
  confirmed_facts?: ConfirmedFact[]
  unified_form: { stats: { field_occurrences: number, unified_fields: number } }
  [further: string]: unknown
}
