import type { CheckItem, Limit, Permit, PublishedIndustry, Question } from '../catalogue/types.js'
import { askedQuestions, checkAnswers, exitsOf, type AnswerProblem, type Exit } from './answers.js'
import { isMissing, type Facts } from './conditions.js'
import { labelOf } from './form-components.js'
import { handlingOf, postCheckOf } from './handling.js'
import { limitPlan, limitsOf, type LimitPlan, type PermitLimits } from './limit-plan.js'
import { materialsFor, materialsToHandIn, type NeededMaterial } from './materials.js'
import { applicablePermits, type PermitApplicability } from './permit-choice.js'
import { placeOf, type Place } from './places.js'
import { unifiedFields, type UnifiedField } from './unified-form.js'

export interface GuidePermit {
  id: string
  name: string
  kind: Permit['kind']
  certificate: string
  department: { id: string, name: string }
  level: Permit['level']
  /** required: to be applied for, held or handled elsewhere; optional: the applicant's choice. */
  choice: 'required' | 'optional'
  /** Already held, or handled elsewhere, by the applicant's own answer. */
  settledElsewhere: 'held' | 'elsewhere' | null
  isInstant: boolean
  commitment: { allowed: boolean, chosen: boolean, note: string, postCheckWithin: Limit | null }
  inspection: { beforeDecision: boolean, within: Limit | null, note: string | null, checkItems: CheckItem[] }
  legalBasis: Permit['legal_basis']
  /** Acceptance standards. */
  conditions: string[]
  limits: PermitLimits & { starts: 'accepted' | 'received', extension: Limit | null, delivery: Limit }
  validity: string
  fees: string
  notes: string[]
  /** Some of it is still to be confirmed by the city. */
  hasOpenFacts: boolean
}

export interface GuideField { id: string, label: string, type: string, options: string[] | null, required: boolean, group: string | null, usedBy: string[] }
export interface GuideMaterial extends NeededMaterial { id: string, handIn: boolean }

/** 一次告知: what these answers mean, as data for a page, a print or an API answer. */
export interface Guide {
  industry: { id: string, name: string, summary: string, licence: string }
  problems: AnswerProblem[]
  /** What is still to be asked; the guide is complete when it is empty. */
  openQuestions: Question[]
  permits: GuidePermit[]
  /** Permits of which the answers don't tell yet whether they apply. */
  undetermined: { id: string, name: string, missing: string[] }[]
  exits: Exit[]
  fields: GuideField[]
  materials: GuideMaterial[]
  limits: LimitPlan
  places: Place[]
  /** Everything asked for permit by permit, against everything asked for once. */
  counts: { before: GuideCounts, after: GuideCounts }
}
export interface GuideCounts { forms: number, fields: number, materials: number, visits: number, workdays: number }

/**
 * The one-time guide for the answers: all permits that apply, optional ones included; `options.permits` narrows or widens them to a list.
 * Commitments stand in the answer `use_commitment`: a list of permit ids, or true for every permit that allows it.
 */
export function composeGuide (industry: PublishedIndustry, answers: Facts, options: { permits?: readonly string[] } = {}): Guide {
  const applicable = applicablePermits(industry, answers)
  const shown = applicable.filter(({ permit, applies }) => options.permits?.includes(permit.id) ?? applies === 'yes')
  const commitments = commitmentsIn(answers, shown)
  const own = shown.filter(({ permit }) => settledElsewhere(answers, permit.id) === null).map(({ permit }) => permit)
  const ids = own.map((permit) => permit.id)
  const limits = new Map(own.map((permit) => [permit.id, limitsOf(permit, { isCommitment: commitments.includes(permit.id) })]))
  const fields = unifiedFields(industry, ids, answers)
  const materials = materialsFor(industry, ids, answers, commitments)
  const plan = limitPlan(industry, own, limits)
  return {
    industry: { id: industry.id, name: industry.name, summary: industry.summary, licence: industry.composite_licence.name },
    problems: checkAnswers(industry, answers),
    openQuestions: askedQuestions(industry, answers).filter((question) => isMissing(answers[question.id])),
    permits: shown.map((one) => guidePermit(one, answers, commitments)),
    undetermined: applicable.filter((one) => one.applies === 'unknown').map(({ permit, missing }) => ({ id: permit.id, name: permit.name, missing })),
    exits: exitsOf(industry, answers),
    fields: fields.map(guideField),
    materials: materials.map((material) => ({ id: material.materialId, ...material, handIn: materialsToHandIn([material]).length > 0 })),
    limits: plan,
    places: placesOf(industry, own, answers),
    counts: countsOf(industry, own, answers, commitments, { fields, materials, plan })
  }
}

function commitmentsIn (answers: Facts, shown: PermitApplicability[]): string[] {
  const chosen = answers['use_commitment']
  return shown.filter(({ permit, commitmentAllowed }) => commitmentAllowed && (chosen === true || (Array.isArray(chosen) && chosen.includes(permit.id))))
    .map(({ permit }) => permit.id)
}

function settledElsewhere (answers: Facts, permitId: string): 'held' | 'elsewhere' | null {
  const lists = (key: string): boolean => Array.isArray(answers[key]) && answers[key].includes(permitId)
  if (lists('held_permits')) return 'held'
  return lists('permits_elsewhere') ? 'elsewhere' : null
}

function guidePermit ({ permit, choice, commitmentAllowed }: PermitApplicability, answers: Facts, commitments: string[]): GuidePermit {
  const isCommitment = commitments.includes(permit.id)
  const { starts, extension, delivery } = permit.time_limit
  const { isInstant, needsVisit } = handlingOf(permit, { isCommitment })
  return {
    id: permit.id,
    name: permit.name,
    kind: permit.kind,
    certificate: permit.certificate.name,
    department: permit.department,
    level: permit.level,
    choice,
    settledElsewhere: settledElsewhere(answers, permit.id),
    isInstant,
    commitment: { allowed: commitmentAllowed, chosen: isCommitment, note: permit.commitment.note, postCheckWithin: postCheckOf(permit, { isCommitment })?.within ?? null },
    inspection: { beforeDecision: needsVisit, within: permit.inspection.within, note: permit.inspection.note, checkItems: permit.inspection.check_items },
    legalBasis: permit.legal_basis,
    conditions: permit.conditions,
    limits: { ...limitsOf(permit, { isCommitment }), starts, extension, delivery },
    validity: permit.validity.text,
    fees: permit.fees,
    notes: permit.notes,
    hasOpenFacts: /待核|"unverified":true/.test(JSON.stringify(permit))
  }
}

function guideField ({ field, group, usedBy }: UnifiedField): GuideField {
  return { id: field.id, label: labelOf(field), type: field.type, options: field.enum, required: field.required, group, usedBy }
}

/** Each department's place once. */
function placesOf (industry: PublishedIndustry, permits: Permit[], answers: Facts): Place[] {
  const county = industry.regions.find((region) => region.code === answers['premises_division'] && region.level === '县区级')
  const places = permits.map((permit) => placeOf(industry, permit, county?.code ?? null))
  return places.filter((place, index) => places.findIndex((one) => one.department === place.department && one.region === place.region) === index)
}

function countsOf (
  industry: PublishedIndustry, permits: Permit[], answers: Facts, commitments: string[], after: { fields: UnifiedField[], materials: NeededMaterial[], plan: LimitPlan }
): Guide['counts'] {
  const visits = permits.filter((permit) => handlingOf(permit, { isCommitment: commitments.includes(permit.id) }).needsVisit).length
  const sum = (count: (permit: Permit) => number): number => permits.reduce((total, permit) => total + count(permit), 0)
  return {
    before: {
      forms: permits.length,
      fields: sum((permit) => unifiedFields(industry, [permit.id], answers).length),
      materials: sum((permit) => materialsFor(industry, [permit.id], answers, []).length),
      visits,
      workdays: after.plan.promised.serial
    },
    after: {
      forms: Math.min(1, permits.length),
      fields: after.fields.length,
      materials: materialsToHandIn(after.materials).length,
      visits: Math.min(1, visits),
      workdays: after.plan.promised.parallel
    }
  }
}
