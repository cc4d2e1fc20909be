import type { Knex } from 'knex'
import type { DecisionId } from '../catalogue/types.js'
import { raiseAlarm } from '../database/alarms.js'
import type { DecisionFacts } from '../domain/decision-table.js'
import { handlingOf, inspectionFacts, spotFacts, type Manner } from '../domain/handling.js'
import type { PermitContext } from './permit-context.js'

/** What the flow asks the table `on-the-spot-eligibility` about a permit as it stands; no personal data. */
export function spotQuestion (context: PermitContext): DecisionFacts {
  const { subCase, permit, facts } = context
  return spotFacts(permit, { ...mannerOf(context), materialsComplete: subCase.materials_complete === true }, facts)
}

/** What the flow asks the table `material-tolerance`, once for every material that is missing. */
export function missingMaterials ({ permit, materials }: PermitContext): DecisionFacts[] {
  const missing = new Set(materials.filter(({ isMissing, isRequired, state }) => isRequired && (isMissing || state === 'tolerated')).map(({ id }) => id))
  return permit.materials.filter(({ id }) => missing.has(id)).map(({ id, tolerable }) => ({ material: id, isTolerable: tolerable }))
}

/** Within which a missing material may follow, as the release has it; 0: it may not. */
export function toleratedWorkdays ({ permit }: PermitContext, materialId: string): number {
  return permit.materials.find(({ id }) => id === materialId)?.tolerance?.n ?? 0
}

/** What the flow asks the table `inspection-need`. */
export function inspectionQuestion (context: PermitContext): DecisionFacts {
  const { industry, permit, facts } = context
  const manner = mannerOf(context)
  return inspectionFacts(permit, manner, handlingOf(industry.decisions, permit, manner, facts).isInstant, facts)
}

/**
 * The database knows what law and the release's tables make of a permit. The engine, asking the same tables, says the same; when it doesn't (a
 * table that the law forbids, a variable that somebody changed), the database's word is done and an alarm raised. `about`: number of the sub-case or
 * notice; `said` undefined: the flow is an older one that asks no table.
 */
export async function compareWithTable (tx: Knex, compared: { about: string, decision: DecisionId, said: unknown, done: unknown }): Promise<void> {
  if (compared.said !== undefined && compared.said !== compared.done) await raiseAlarm(tx, 'decision-overruled', compared)
}

/** Ordinary is what could be decided on the spot and was turned from it. */
function mannerOf ({ subCase, industry, permit, facts }: PermitContext): Manner {
  const manner = { isCommitment: subCase.is_commitment, isOrdinary: false }
  return { ...manner, isOrdinary: !subCase.is_instant && handlingOf(industry.decisions, permit, manner, facts).isInstant }
}
