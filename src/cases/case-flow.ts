import type { Knex } from 'knex'
import type { CaseRow } from '../database/cases.js'
import { flowStepsOfCase, type FlowStep } from '../database/case-timeline.js'
import { elementNamesOf, releaseById } from '../database/releases.js'

/** Where a case stands in its industry's own flow, as the engine recorded it; steps without a name in the model are left out. */
export interface CaseFlow { industry: string, version: number, steps: (FlowStep & { name: string })[] }

/** The flow of the release with which the case began: a newer one doesn't change a running case. */
export async function caseFlow (tx: Knex, { case_no: caseNo, release_id: releaseId }: CaseRow): Promise<CaseFlow> {
  const { industry, version } = await releaseById(tx, releaseId)
  const names = (await elementNamesOf(tx, releaseId))[industry] ?? {}
  const steps = await flowStepsOfCase(tx, caseNo, industry)
  return { industry, version, steps: steps.flatMap((step) => names[step.elementId] === undefined ? [] : [{ ...step, name: names[step.elementId]! }]) }
}
