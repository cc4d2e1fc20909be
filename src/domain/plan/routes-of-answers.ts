import type { PublishedIndustry } from '../../catalogue/types.js'
import { evaluateCondition, type Facts } from '../conditions.js'

/** A choice of route that the law leaves to the applicant (登记还是许可), and what is answered for it. */
export interface Route { question: string, text: string, value: boolean }
export interface Routed { answers: Facts, route: Route | null }

/**
 * The answers themselves and, for each question of route (`applicant_choice`), the answers with the other route, where it brings in other permits: a
 * shop that is too large for the registration has no such choice.
 */
export function routesOf (industry: PublishedIndustry, answers: Facts): Routed[] {
  const choices = industry.questions.filter(({ id, applicant_choice: isChoice }) => isChoice && typeof answers[id] === 'boolean')
  const others = choices.map(({ id, text }) => ({ answers: { ...answers, [id]: answers[id] !== true }, route: { question: id, text, value: answers[id] !== true } }))
    .filter((routed) => applying(industry, routed.answers) !== applying(industry, answers))
  const own = choices.find(({ id }) => others.some(({ route }) => route.question === id))
  return [{ answers, route: own === undefined ? null : { question: own.id, text: own.text, value: answers[own.id] === true } }, ...others]
}

function applying ({ permits }: PublishedIndustry, answers: Facts): string {
  return permits.filter((permit) => evaluateCondition(permit.applies_when, answers)).map(({ id }) => id).join()
}
