import type { CommonField, Condition, PublishedIndustry, Question } from '../catalogue/types.js'
import { conditionLeaves, isMissing, judgeCondition, type Facts } from './conditions.js'

/** One thing wrong with an answer; `question` is its id, `problem` is for the applicant. */
export interface AnswerProblem { question: string, label: string, problem: string }

/** An answer (or all answers together, `question: null`) that leads out of the platform, and where to go instead. */
export interface Exit { question: string | null, text: string | null, value: unknown, message: string, where: string }

/** Besides the questions: permits that the applicant already holds, or handles elsewhere, so doesn't apply for here. */
export const permitListAnswers = { held_permits: '已持有的事项', permits_elsewhere: '另行办理的事项' } as const

/** Wrong answers: unknown question, wrong type, not an option, an unknown permit. Missing ones are no mistake here. Nothing is coerced. */
export function checkAnswers (industry: PublishedIndustry, answers: Facts): AnswerProblem[] {
  const questions = new Map(allQuestions(industry).map((question) => [question.id, question]))
  return Object.entries(answers).flatMap(([id, value]) => {
    if (Object.hasOwn(permitListAnswers, id)) return problemOf(id, permitListAnswers[id as keyof typeof permitListAnswers], permitListProblem(industry, value))
    const question = questions.get(id)
    if (question === undefined) return [{ question: id, label: id, problem: '没有这个问题' }]
    return isMissing(value) ? [] : problemOf(id, question.text, answerProblem(industry, question, value))
  })
}

/** The questions that still matter, given the answers so far, in the industry's order: those that can bring in or rule out a permit,
 * change what an applicable permit needs, or lead out. */
export function askedQuestions (industry: PublishedIndustry, answers: Facts): Question[] {
  return allQuestions(industry).filter((question) => questionMatters(industry, question, answers))
}

/** The industry's questions, and the form fields that have to be known early: what a permit's applicability depends on, and the county of the premises. */
export function allQuestions (industry: PublishedIndustry): Question[] {
  const ids = new Set(industry.questions.map((question) => question.id))
  const needed = new Set(['premises_division', ...industry.permits.flatMap((permit) => conditionLeaves(permit.applies_when)).map((leaf) => leaf.q)])
  return [...industry.questions, ...industry.common_fields.filter((field) => needed.has(field.id) && !ids.has(field.id)).map((field) => questionFrom(industry, field))]
}

function questionFrom (industry: PublishedIndustry, field: CommonField): Question {
  const { id, label: text, unit } = field
  const common = { id, text, unit, help: null, per_permit: false, applicant_choice: false }
  if (field.type === 'division-code') {
    const counties = industry.regions.filter((region) => region.level === '县区级')
    return { ...common, type: 'enum', options: counties.map((region) => ({ value: region.code, label: region.name, exit: null })) }
  }
  const isPlain = ['boolean', 'enum', 'multi-enum', 'number', 'integer'].includes(field.type)
  return { ...common, type: isPlain ? field.type as Question['type'] : 'string', options: field.enum?.map((value) => ({ value, exit: null })) ?? null }
}

/** Which answers lead out and where to go; and, once it is certain that no permit applies, `exit_when_empty`. */
export function exitsOf (industry: PublishedIndustry, answers: Facts): Exit[] {
  const exits = industry.questions.flatMap((question) => (question.options ?? [])
    .filter((option) => option.exit !== null && isChosen(answers[question.id], option.value))
    .map((option): Exit => ({ question: question.id, text: question.text, value: option.value, message: option.exit!.message, where: option.exit!.where })))
  const isEmpty = industry.permits.every((permit) => judgeCondition(permit.applies_when, answers) === 'false')
  if (!isEmpty || industry.exit_when_empty === null) return exits
  return [...exits, { question: null, text: null, value: null, ...industry.exit_when_empty }]
}

/** Whether an answer to it can still change anything. */
export function questionMatters (industry: PublishedIndustry, question: Question, answers: Facts): boolean {
  const { [question.id]: _, ...others } = answers
  const possible = industry.permits.filter((permit) => judgeCondition(permit.applies_when, others) !== 'false')
  if (question.per_permit) return possible.some((permit) => permit.commitment.available !== 'not-applicable' && permit.commitment.available !== 'no')
  if (question.options?.some((option) => option.exit !== null) === true) return true
  if (question.id === 'premises_division') return possible.length > 0
  const mentions = (condition: Condition | null): boolean => conditionLeaves(condition).some((leaf) => leaf.q === question.id)
  return possible.some((permit) => (mentions(permit.applies_when) && judgeCondition(permit.applies_when, others) === 'unknown') ||
    permit.materials.some((material) => mentions(material.applies_when)) ||
    permit.fields.individual.some((field) => field.id === question.id || mentions(field.applies_when)) ||
    mentions(permit.commitment.lock?.when ?? null) || mentions(permit.inspection.lock?.when ?? null))
}

function isChosen (answer: unknown, value: unknown): boolean {
  return Array.isArray(answer) ? answer.includes(value) : answer === value
}

function problemOf (question: string, label: string, problem: string | undefined): AnswerProblem[] {
  return problem === undefined ? [] : [{ question, label, problem }]
}

function answerProblem (industry: PublishedIndustry, question: Question, value: unknown): string | undefined {
  if (question.per_permit) return typeof value === 'boolean' ? undefined : permitListProblem(industry, value)
  const options = question.options?.map((option) => option.value)
  switch (question.type) {
    case 'boolean': return typeof value === 'boolean' ? undefined : '应选“是”或“否”'
    case 'enum': return options?.includes(value) === true ? undefined : '不在选项之内'
    case 'multi-enum': return Array.isArray(value) && value.every((one) => options?.includes(one)) ? undefined : '应为选项的列表'
    case 'string': return typeof value === 'string' ? undefined : '应为文字'
    case 'integer': return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : '应为不小于 0 的整数'
    default: return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? undefined : '应为不小于 0 的数字'
  }
}

function permitListProblem (industry: PublishedIndustry, value: unknown): string | undefined {
  const ids = industry.permits.map((permit) => permit.id)
  if (!Array.isArray(value)) return '应为事项标识的列表'
  const unknown = value.filter((id) => !ids.includes(id as string))
  return unknown.length === 0 ? undefined : `没有这些事项：${unknown.map((id) => typeof id === 'string' ? id : '（不是文字）').join('、')}`
}
