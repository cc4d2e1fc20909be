import type { Confirmation } from './confirmations.js'
import type { CommonField, Condition, DeficiencyReason, FormComponent, Limit, Permit, PublishedIndustry, Question, Region } from './types.js'
import type { YamlFile } from './yaml-file.js'

/** The catalogue files as loaded: valid by themselves and against each other, defaults filled in. */
export interface Catalogue {
  dir: string
  fields: Record<string, Omit<CommonField, 'id'>>
  materials: Record<string, MaterialEntry>
  questions: Record<string, QuestionEntry>
  departments: { court_note: string, departments: Record<string, DepartmentEntry> }
  regions: (Omit<Region, 'case_code'> & { case_code?: string })[]
  defaults: PublishedIndustry['defaults']
  reasons: Record<string, DeficiencyReason>
  decisions: PublishedIndustry['decisions']
  /** What the next edition of the 目录清单 says (`catalogue.yaml`). */
  nextEdition: { announcement: string, industries: Record<string, EditionFileEntry> }
  /** Confirmed facts (`confirmations.yaml`), oldest first; already applied to everything here. */
  confirmations: Confirmation[]
  permits: Record<string, PermitFile>
  industries: Record<string, IndustryFile>
  /** The form drawn for each permit, by permit id. */
  forms: Record<string, FormComponent[]>
  /** By path below the catalogue folder, for messages with line numbers. */
  sources: Record<string, YamlFile>
}

export interface EditionFileEntry {
  status: 'trial' | 'official' | 'suspended'
  from: string | null
  until: string | null
  regions: string[]
  reason: string | null
}

export interface MaterialEntry {
  name: string
  forms: string[]
  source: 'applicant' | 'government' | 'third-party' | 'awaited-in-case'
  issuer: string
  awaits_permit: string | null
  generated: boolean
  data_sharing: { available: 'yes' | 'partial' | 'no', from: string | null }
  tolerable: boolean
  reuse_validity: Limit | null
  covered_by_commitment: boolean
}

export interface QuestionEntry extends Omit<Question, 'id' | 'options'> {
  options?: (string | boolean | { value: string | boolean, exit: { message: string, where: string } })[]
}

export interface DepartmentEntry {
  name: string
  document_prefix: string
  duty: string
  organ: { 市级: string, 县区级: string, unverified?: true }
  reconsideration_body: Record<string, string>
  reconsideration_unverified?: true
}

/** What a permit asks of a material that differs from the registry. */
export interface MaterialUse {
  id: string
  required?: boolean
  copies?: number
  covered_by_commitment?: boolean
  applies_when?: Condition | null
  stage?: string | null
  note?: string | null
}

type PermitOwned = 'id' | 'name' | 'kind' | 'handling' | 'level' | 'legal_basis' | 'conditions' | 'commitment' | 'time_limit' | 'inspection' | 'validity' |
  'certificate' | 'fields' | 'fees' | 'notes' | 'lapses_when' | 'special_procedures' | 'queue' | 'renewal' | 'change_rules' | 'change_basis' | 'flow_shapes'
export interface PermitFile extends Pick<Permit, PermitOwned> {
  department: string
  materials: (string | MaterialUse)[]
}

export interface IndustryPermit extends Pick<Permit, 'id' | 'inclusion' | 'inclusion_note' | 'applies_when' | 'applicant_choice' | 'alternative_to' | 'depends_on' | 'commitment_enabled'> {
  overrides: Record<string, unknown>
}

export interface IndustryFile extends Pick<PublishedIndustry, 'id' | 'name' | 'summary' | 'composite_licence' | 'lead_note' | 'prerequisites' | 'time_plan' | 'exit_when_empty' | 'choice_groups'> {
  lead_department: string
  overall_department: string
  questions: (string | { id: string, exits: Record<string, { message: string, where: string } | null> })[]
  permits: IndustryPermit[]
  joint_inspection: { lead: string, min_inspectors_per_department: number, rule: string }
  also_deploy: string[]
  [further: string]: unknown
}
