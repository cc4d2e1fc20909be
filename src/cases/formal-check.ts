import type { Knex } from 'knex'
import type { Permit } from '../catalogue/types.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { formalCheckOf, type FormalCheck, type FormalCheckPeriods } from '../domain/formal-check.js'
import { noticeCutOff } from '../domain/watch/steps-of-case.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import type { WorkCalendar } from '../domain/working-days.js'
import { lastReceiptOn } from './last-receipt.js'
import type { PermitContext } from './permit-context.js'

export type CheckedPermit = Pick<PermitContext, 'subCase' | 'caseFile' | 'industry'>

/** The days of a permit's check before acceptance, by the periods of its release. */
export async function formalCheckFor (tx: Knex, checked: CheckedPermit, calendar: WorkCalendar): Promise<FormalCheck> {
  return formalCheckOf(calendar, await lastReceiptOn(tx, checked, calendar), checked.industry.defaults as unknown as FormalCheckPeriods)
}

/** When what was found about a permit is told without the departments that are still silent. */
export async function cutOffFor (tx: Knex, checked: CheckedPermit, calendar: WorkCalendar): Promise<Date> {
  return noticeCutOff(await formalCheckFor(tx, checked, calendar), watchTimesOf(checked.industry.decisions['time-limit-steps']), calendar)
}

/** Whether a permit's department has said nothing yet. A filing asks for no acceptance (行政许可法第二条). */
export function isSilent ({ state, verdict, outcome, accepted_at: acceptedAt }: SubCaseRow, { kind }: Permit): boolean {
  return kind !== '备案' && state === 'received' && verdict === null && outcome === null && acceptedAt === null
}
