import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { findCase } from '../database/cases.js'
import { clockEventsOf, type ClockStage } from '../database/clock-events.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import type { ClockLimits } from '../domain/clock/clock-event.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { replay } from '../domain/clock/permit-clock.js'
import { explainClock, type ClockExplanation } from '../domain/clock/explain-clock.js'
import { endOfCivilDate, type CivilDate } from '../domain/time.js'
import { lightOfState, type Light } from '../domain/watch/light.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import { permitOf } from './permit-context.js'

export interface ExplainedPermit extends ClockExplanation { subCaseNo: string, permit: string, name: string, stage: ClockStage, limits: ClockLimits, light: Light | null }

/** Why the dates of a case's permits are what they are; a permit whose clock has not begun is left out, a two-stage one comes once a stage. Undefined: no such case. */
export async function explainCase (tx: Knex, caseNo: string, asOf: CivilDate): Promise<ExplainedPermit[] | undefined> {
  const caseFile = await findCase(tx, caseNo)
  if (caseFile === undefined) return undefined
  const industry = await releaseOf(tx, caseFile.release_id)
  const calendar = await loadCalendar(tx)
  const times = watchTimesOf(industry.decisions['time-limit-steps'])
  const explained: ExplainedPermit[] = []
  for (const { sub_case_no: subCaseNo, permit: id, stage: current } of await subCasesOf(tx, caseNo)) {
    const permit = permitOf(industry, id)
    for (const stage of current === null ? [null] : ['preparation', 'final'] as const) {
      const events = await clockEventsOf(tx, subCaseNo, stage)
      if (events.length === 0) continue
      const limits = clockLimitsOf(permit, stage)
      const { steps, state } = explainClock(limits, events, calendar, asOf, replay)
      explained.push({ subCaseNo, permit: id, name: permit.name, stage, limits, steps, state, light: lightOfState(state, limits, times, calendar, endOfCivilDate(asOf)) })
    }
  }
  return explained
}
