import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { insertCeilingExtension, isCeilingExtended } from '../database/ceiling-extensions.js'
import { lockCase } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { ceilingDueOn } from '../domain/clock/unified-ceiling.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import type { WorkCalendar } from '../domain/working-days.js'
import { ServiceError } from '../errors.js'
import { permitClock } from './clock.js'
import { permitOf } from './permit-context.js'

export interface Ceiling { dueOn: CivilDate, isExtended: boolean }

/** A case's 总期限 while something is undecided; null where there is none (`time_plan.unified_handling`). */
export async function ceilingOf (tx: Knex, { industry, subCases, calendar, now }: { industry: PublishedIndustry, subCases: SubCaseRow[], calendar: WorkCalendar, now: Date }): Promise<Ceiling | null> {
  const { unified_handling: rule } = industry.time_plan
  if (!rule.enabled || subCases.every(({ outcome }) => outcome !== null)) return null
  const isExtended = await isCeilingExtended(tx, subCases[0]!.case_no)
  const clocks = await Promise.all(subCases.map(async (subCase) => await permitClock(tx, { subCase, permit: permitOf(industry, subCase.permit) }, calendar)))
  const dueOn = ceilingDueOn(rule, clocks, isExtended, { calendar, asOf: civilDateOf(now) })
  return dueOn === null ? null : { dueOn, isExtended }
}

/**
 * Writes down that the head of the government at this level has approved more working days (`extension` of the time plan: 15, 行政许可法第四十二条第二款): once, before the end.
 * @throws ServiceError `not-extendable` with `details.reason`
 */
export async function extendCeiling (
  tx: Knex.Transaction, { caseNo, approvedBy, reason, accountId }: { caseNo: string, approvedBy: string, reason: string, accountId: number }, clock: Clock
): Promise<Ceiling> {
  const { release_id: releaseId } = await lockCase(tx, caseNo)
  const whole = { industry: await releaseOf(tx, releaseId), subCases: await subCasesOf(tx, caseNo), calendar: await loadCalendar(tx), now: clock.now() }
  const ceiling = await ceilingOf(tx, whole)
  if (ceiling === null) throw new ServiceError('not-extendable', { reason: '本办件没有正在计算的总期限' })
  if (civilDateOf(clock.now()) > ceiling.dueOn) throw new ServiceError('not-extendable', { reason: `总期限 ${ceiling.dueOn} 已过` })
  const isNew = await insertCeilingExtension(tx, { case_no: caseNo, approved_by: approvedBy, reason, recorded_by: accountId, recorded_at: clock.now() })
  if (!isNew) throw new ServiceError('not-extendable', { reason: '总期限只能延长一次' })
  return (await ceilingOf(tx, whole))!
}
