import type { PublishedIndustry } from '../catalogue/types.js'
import { exitsOf } from '../domain/answers.js'
import { generateCases } from '../domain/replay/generated-cases.js'
import { applicablePermits, choosePermits, isCommitmentAllowed, type ChosenPermit } from '../domain/permit-choice.js'
import { coverPairs, type Factor, type Row } from './all-pairs.js'
import { countyOf, questionFactors } from './question-values.js'
import type { Random } from '../domain/random.js'

/** What one applicant answers and chooses. */
export interface SimulatedApplication {
  answers: Record<string, unknown>
  permits: ChosenPermit[]
  /** 电子送达, 窗口领取 … */
  deliveryMethod: string
}

/** Applications that together try every two answers and choices of the industry; `uncovered` pairs exclude each other. */
export function pairwiseApplications (industry: PublishedIndustry, random: Random): { applications: SimulatedApplication[], uncovered: number } {
  const factors = [...questionFactors(industry), ...choiceFactors(industry)]
  const { rows, uncovered } = coverPairs(factors, (row) => {
    const application = applicationOf(industry, row)
    return application === undefined ? undefined : { ...row, ...choicesIn(industry, application) }
  }, random)
  return { applications: rows.map((row) => applicationOf(industry, row)!), uncovered }
}

/** Applications drawn at random, as `onelicence replay` makes up its cases. */
export function drawnApplications (industry: PublishedIndustry, { count, seed }: { count: number, seed: number }): SimulatedApplication[] {
  const county = countyOf(industry)
  return generateCases(industry, { count, seed, from: new Date(0), until: new Date(0) }).map(({ facts, permits, commitments }) => {
    const answers = { ...facts, premises_division: county }
    return { answers, permits: choosePermits(industry, answers, permits, commitments).permits, deliveryMethod: '电子送达' }
  })
}

/** Whether each permit is applied for, by commitment where the law may allow it, and how papers are delivered. */
function choiceFactors ({ permits, common_fields: fields }: PublishedIndustry): Factor[] {
  return [
    ...permits.map(({ id }) => ({ id: applying(id), values: [true, false] })),
    ...permits.filter(({ commitment, commitment_enabled: isEnabled }) => commitment.available === 'yes' || (commitment.available === 'conditional' && isEnabled))
      .map(({ id }) => ({ id: committing(id), values: [true, false] })),
    { id: delivering, values: fields.find(({ id }) => id === 'delivery_method')?.enum ?? ['电子送达'] }
  ]
}

const delivering = 'choice:delivery'
const applying = (permit: string): string => `choice:apply:${permit}`
const committing = (permit: string): string => `choice:commit:${permit}`

/** What was really chosen: a permit that doesn't apply isn't applied for, whatever the row says. */
function choicesIn (industry: PublishedIndustry, { permits }: SimulatedApplication): Row {
  return Object.fromEntries(industry.permits.flatMap(({ id }) => {
    const chosen = permits.find(({ permit }) => permit.id === id)
    return [[applying(id), chosen !== undefined], [committing(id), chosen?.isCommitment === true]]
  }))
}

/**
 * The application that a row stands for; undefined when it could not be submitted. A permit that applies and isn't applied for is said to be held
 * already, as far as it must be.
 */
function applicationOf (industry: PublishedIndustry, row: Row): SimulatedApplication | undefined {
  const given = Object.fromEntries(Object.entries(row).filter(([id]) => !id.startsWith('choice:')))
  if (exitsOf(industry, given).length > 0) return undefined
  const applicable = applicablePermits(industry, given).filter(({ applies }) => applies === 'yes').map(({ permit }) => permit)
  const chosen = applicable.filter(({ id }) => row[applying(id)] === true)
  const held = applicable.filter(({ id }) => row[applying(id)] !== true).map(({ id }) => id)
  const answers = held.length === 0 ? given : { ...given, held_permits: held }
  const commitments = chosen.filter((permit) => row[committing(permit.id)] === true && isCommitmentAllowed(permit, answers)).map(({ id }) => id)
  const { permits, problems } = choosePermits(industry, answers, chosen.map(({ id }) => id), commitments)
  return problems.length > 0 ? undefined : { answers, permits, deliveryMethod: String(row[delivering]) }
}
