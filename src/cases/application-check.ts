import type { PublishedIndustry } from '../catalogue/types.js'
import type { Draft } from '../database/applications.js'
import { checkAnswers, exitsOf } from '../domain/answers.js'
import { isMissing, type Facts } from '../domain/conditions.js'
import type { Refusal } from '../domain/decision-rules.js'
import { formToKeep, validateForm, type FormProblem } from '../domain/form-validation.js'
import { materialsFor } from '../domain/materials.js'
import { choosePermits, type ChosenPermit, type PermitProblem, type PermitProblemCode } from '../domain/permit-choice.js'
import { materialName } from '../domain/subject-names.js'
import type { CivilDate } from '../domain/time.js'
import { isTolerable, toleranceRefusal } from '../domain/tolerance.js'
import { ServiceError, type ErrorCode } from '../errors.js'

/** An application as the law lets it be handed in. */
export interface CheckedApplication {
  permits: ChosenPermit[]
  form: Record<string, unknown>
  /** Answers and form together. */
  facts: Facts
}

/**
 * Whether an application may be submitted as it stands.
 * @throws ServiceError `invalid-answers`, `exit`, a refusal of the chosen permits, `tolerance-not-allowed`, `invalid-form`; `details` name every
 * question, permit, material, field
 */
export function checkApplication (industry: PublishedIndustry, draft: Draft, today: CivilDate): CheckedApplication {
  mustBeRightAnswers(industry, draft)
  const facts = { ...draft.answers, ...draft.form }
  const exits = exitsOf(industry, facts)
  if (exits.length > 0) throw new ServiceError('exit', { exits })
  const { permits, problems } = choosePermits(industry, facts, draft.permits, draft.commitments)
  refusePermits(problems)
  const neededMaterials = new Map(materialsFor(industry, draft.permits, facts, draft.commitments).map((material) => [material.materialId, material]))
  refuseTolerated(industry, draft, (material) => toleranceRefusal(neededMaterials.get(material), permits))
  const formProblems = validateForm(industry, draft.permits, draft.answers, draft.form, today)
  if (formProblems.length > 0) throw new ServiceError('invalid-form', { problems: formProblems })
  const form = formToKeep(industry, draft.permits, draft.answers, draft.form)
  return { permits, form, facts: { ...draft.answers, ...form } }
}

/** What stands in a draft already wrong, however much is still missing: those mistakes don't go away by filling in the rest. */
const mistakesInDrafts: ReadonlySet<PermitProblemCode> = new Set(['unknown-permit', 'permit-twice', 'commitment-not-allowed'])

/**
 * Whether a draft may be saved: it may lack anything, but what is there must exist and be of its type, commitment only where the law
 * allows it, and later handing in only of secondary materials.
 * @throws ServiceError as checkApplication
 */
export function checkDraft (industry: PublishedIndustry, draft: Draft, today: CivilDate): void {
  mustBeRightAnswers(industry, draft)
  const facts = { ...draft.answers, ...draft.form }
  const { problems } = choosePermits(industry, facts, draft.permits, draft.commitments)
  refusePermits(problems.filter(({ code }) => mistakesInDrafts.has(code)))
  refuseTolerated(industry, draft, (material) => isTolerable(industry, material) ? undefined : '不是可以容缺的材料')
  const permits = draft.permits.length > 0 ? draft.permits : industry.permits.map(({ id }) => id)
  const wrong = validateForm(industry, permits, draft.answers, draft.form, today).filter((problem) => isFilledIn(problem, draft.form))
  if (wrong.length > 0) throw new ServiceError('invalid-form', { problems: wrong })
}

function mustBeRightAnswers (industry: PublishedIndustry, { answers }: Draft): void {
  const problems = checkAnswers(industry, answers)
  if (problems.length > 0) throw new ServiceError('invalid-answers', { problems })
}

function isFilledIn ({ field }: FormProblem, form: Facts): boolean {
  const value = form[field]
  return !isMissing(value) && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** The code under which each mistake of the choice is told; the first of this order names the answer, the details list all. */
const codeOf: Record<PermitProblemCode, ErrorCode> = {
  'unknown-permit': 'unknown-permit',
  'no-permit-chosen': 'no-permit-chosen',
  'commitment-not-allowed': 'commitment-not-allowed',
  'permit-not-applicable': 'unknown-permit',
  'permit-undetermined': 'permit-choice-not-allowed',
  'permit-twice': 'permit-choice-not-allowed',
  'permit-left-out': 'permit-choice-not-allowed',
  'permit-held': 'permit-choice-not-allowed',
  'choice-group': 'permit-choice-not-allowed',
  'hard-dependency': 'permit-choice-not-allowed',
  'awaited-result': 'permit-choice-not-allowed',
  'commitment-not-chosen': 'permit-choice-not-allowed'
}
const inOrder = Object.keys(codeOf) as PermitProblemCode[]

function refusePermits (problems: PermitProblem[]): void {
  if (problems.length === 0) return
  const sorted = problems.toSorted((a, b) => inOrder.indexOf(a.code) - inOrder.indexOf(b.code))
  throw new ServiceError(codeOf[sorted[0]!.code], {
    problems: sorted.map(({ code, permitId, permitName, problem }) => ({ code, permit: permitId, permitName, problem }))
  })
}

/** @throws ServiceError `tolerance-not-allowed` with `details.problems` = [{ material, name, problem }] */
function refuseTolerated (industry: PublishedIndustry, { tolerated }: Draft, why: (material: string) => Refusal): void {
  const problems = tolerated.flatMap((material) => {
    const problem = why(material)
    return problem === undefined ? [] : [{ material, name: materialName(industry, material), problem }]
  })
  if (problems.length > 0) throw new ServiceError('tolerance-not-allowed', { problems })
}
