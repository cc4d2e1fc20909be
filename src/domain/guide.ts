import type { Permit, Prerequisite, PublishedIndustry, Question } from '../catalogue/types.js'
import { askedQuestions, checkAnswers, exitsOf, type AnswerProblem, type Exit } from './answers.js'
import { conditionInWords } from './condition-words.js'
import { isMissing, type Facts } from './conditions.js'
import { labelOf } from './form-components.js'
import { guideSteps, type GuideStep } from './guide-flow.js'
import { guideMaterials, materialCounts, type GuideMaterial } from './guide-materials.js'
import { guidePermit, settledElsewhere, type GuidePermit } from './guide-permit.js'
import { handlingOf } from './handling.js'
import { limitPlan, limitsOf, type LimitPlan } from './limit-plan.js'
import { withPublicMarks } from './open-marks.js'
import { applicablePermits, type PermitApplicability } from './permit-choice.js'
import { placeOf, type Place } from './places.js'
import { unifiedFields, unifiedForm, type UnifiedField, type UnifiedForm } from './unified-form.js'

export type { GuideMaterial } from './guide-materials.js'
export type { GuidePermit } from './guide-permit.js'

export interface GuideField {
  id: string
  label: string
  type: string
  options: string[] | null
  required: boolean
  group: string | null
  usedBy: string[]
  /** Asked for in some situations only, in words; null: always. */
  appliesWhen: string | null
}
/** A window with the permits that are handled there. */
export interface GuidePlace extends Place { permits: string[] }

/** 一次告知: what these answers mean, as data for a page, a print or an API answer. */
export interface Guide {
  industry: {
    id: string
    name: string
    summary: string
    licence: string
    licenceRule: string
    leadDepartment: { id: string, name: string }
    /** What the applicant has before applying, such as the business licence. */
    prerequisites: Prerequisite[]
  }
  problems: AnswerProblem[]
  /** What matters with these answers, answered or not, in the order in which it is asked. */
  questions: Question[]
  /** What is still to be asked; the guide is complete when it is empty. */
  openQuestions: Question[]
  permits: GuidePermit[]
  /** Permits of which the answers don't tell yet whether they apply. */
  undetermined: { id: string, name: string, missing: string[] }[]
  exits: Exit[]
  fields: GuideField[]
  materials: GuideMaterial[]
  limits: LimitPlan
  places: GuidePlace[]
  /** How a case goes; the model itself is the industry's flow.svg. */
  flow: GuideStep[]
  /** Everything asked for permit by permit, against everything asked for once. */
  counts: { before: GuideCounts, after: GuideCounts }
  /** The merged form (form-js). */
  form: UnifiedForm
}
export interface GuideCounts { forms: number, fields: number, materials: number, visits: number, workdays: number }

/** Permits asked for that the industry doesn't have. */
export function unknownPermits (industry: PublishedIndustry, permits: readonly string[] = []): string[] {
  return permits.filter((id) => industry.permits.every((permit) => permit.id !== id))
}

/**
 * The one-time guide for the answers (方案 三（一）): all permits that apply, optional ones included; `options.permits` narrows or widens them
 * to a list. Commitments stand in the answer `use_commitment`: a list of permit ids, or true for every permit that allows it.
 */
export function composeGuide (industry: PublishedIndustry, answers: Facts, options: { permits?: readonly string[] } = {}): Guide {
  const applicable = applicablePermits(industry, answers)
  const shown = applicable.filter(({ permit, applies }) => options.permits?.includes(permit.id) ?? applies === 'yes')
  const commitments = commitmentsIn(answers, shown)
  const own = shown.filter(({ permit }) => settledElsewhere(answers, permit.id) === null).map(({ permit }) => permit)
  const ids = own.map((permit) => permit.id)
  const limits = new Map(own.map((permit) => [permit.id, limitsOf(permit, { isCommitment: commitments.includes(permit.id) })]))
  const fields = unifiedFields(industry, ids, answers)
  const plan = limitPlan(industry, own, limits)
  const permits = shown.map((one) => guidePermit(industry, one, answers, commitments))
  const questions = askedQuestions(industry, answers)
  return withPublicMarks({
    industry: guideIndustry(industry),
    problems: checkAnswers(industry, answers),
    questions,
    openQuestions: questions.filter((question) => isMissing(answers[question.id])),
    permits,
    undetermined: applicable.filter((one) => one.applies === 'unknown').map(({ permit, missing }) => ({ id: permit.id, name: permit.name, missing })),
    exits: exitsOf(industry, answers),
    fields: fields.map((one) => guideField(industry, one)),
    materials: guideMaterials(industry, ids, answers, commitments),
    limits: plan,
    places: placesOf(industry, own, answers),
    flow: guideSteps(permits, industry.composite_licence.name, plan),
    counts: countsOf(industry, own, answers, commitments, { fields, plan }),
    form: unifiedForm(industry, shown.map(({ permit }) => permit.id), answers)
  })
}

/** Every permit that the industry offers, whatever the answers would be. */
export function composeFullGuide (industry: PublishedIndustry): Guide {
  return composeGuide(industry, {}, { permits: industry.permits.map((permit) => permit.id) })
}

function guideIndustry ({ id, name, summary, composite_licence: licence, lead_department: leadDepartment, prerequisites }: PublishedIndustry): Guide['industry'] {
  return { id, name, summary, licence: licence.name, licenceRule: licence.blocked_note, leadDepartment, prerequisites }
}

function commitmentsIn (answers: Facts, shown: PermitApplicability[]): string[] {
  const chosen = answers['use_commitment']
  return shown.filter(({ permit, commitmentAllowed }) => commitmentAllowed && (chosen === true || (Array.isArray(chosen) && chosen.includes(permit.id))))
    .map(({ permit }) => permit.id)
}

function guideField (industry: PublishedIndustry, { field, group, usedBy }: UnifiedField): GuideField {
  const appliesWhen = field.applies_when === null ? null : conditionInWords(industry, field.applies_when)
  return { id: field.id, label: labelOf(field), type: field.type, options: field.enum, required: field.required, group, usedBy, appliesWhen }
}

/** Each department's place once. */
function placesOf (industry: PublishedIndustry, permits: Permit[], answers: Facts): GuidePlace[] {
  const county = industry.regions.find((region) => region.code === answers['premises_division'] && region.level === '县区级')
  const places = permits.map((permit): GuidePlace => ({ ...placeOf(industry, permit, county?.code ?? null), permits: [permit.id] }))
  const isSame = (one: Place, other: Place): boolean => one.department === other.department && one.region === other.region
  return places.filter((place, index) => places.findIndex((one) => isSame(one, place)) === index)
    .map((place) => ({ ...place, permits: places.filter((one) => isSame(one, place)).flatMap((one) => one.permits) }))
}

function countsOf (
  industry: PublishedIndustry, permits: Permit[], answers: Facts, commitments: string[], after: { fields: UnifiedField[], plan: LimitPlan }
): Guide['counts'] {
  const ids = permits.map((permit) => permit.id)
  const visits = permits.filter((permit) => handlingOf(industry.decisions, permit, { isCommitment: commitments.includes(permit.id), isOrdinary: false }, answers).needsVisit).length
  const materials = materialCounts(industry, ids, answers, commitments)
  return {
    before: {
      forms: permits.length,
      fields: ids.reduce((sum, id) => sum + unifiedFields(industry, [id], answers).length, 0),
      materials: materials.before,
      visits,
      workdays: after.plan.promised.serial
    },
    after: {
      forms: Math.min(1, permits.length),
      fields: after.fields.length,
      materials: materials.after,
      visits: Math.min(1, visits),
      workdays: after.plan.promised.parallel
    }
  }
}
