import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { releaseReader } from '../database/releases.js'
import { decidedPermits, type DecidedPermitRow } from '../database/supervision.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { clockState } from '../domain/clock/clock-state.js'
import { newClock, replay } from '../domain/clock/permit-clock.js'
import { decidedPermit, type DecidedPermit } from '../domain/supervision.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import type { WorkCalendar } from '../domain/working-days.js'
import { permitOf } from './permit-context.js'
import { whoseOf, type Whose } from './whose-permit.js'

/** A permit that was decided, as its clock tells it. */
export interface DecidedWithClock extends DecidedPermit, Whose {
  caseNo: string
  subCaseNo: string
  permitName: string
  holderName: string
  decidedOn: CivilDate
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
  /** What the decision says, also why it is late. */
  reasons: string
  wasStopped: boolean
  wasExtended: boolean
}

/** What was decided from one instant up to another, that one excluded. */
export async function decidedWithClocks (database: Knex, from: Date, until: Date): Promise<DecidedWithClock[]> {
  const calendar = await loadCalendar(database)
  const readRelease = releaseReader(database)
  const decided: DecidedWithClock[] = []
  for (const row of await decidedPermits(database, from, until)) decided.push(withClock(row, await readRelease(row.releaseId), calendar))
  return decided
}

function withClock (row: DecidedPermitRow, industry: PublishedIndustry, calendar: WorkCalendar): DecidedWithClock {
  const { caseNo, subCaseNo, holderName, reasons, stage, events, isOnTheSpot } = row
  const permit = permitOf(industry, row.permit)
  const limits = clockLimitsOf(permit, stage)
  const decidedOn = civilDateOf(row.decidedAt)
  const state = clockState(events.reduce((one, event) => replay(one, event, calendar), newClock(limits)), calendar, decidedOn)
  return {
    ...decidedPermit(state, limits.promised, isOnTheSpot),
    ...whoseOf(industry, row),
    caseNo,
    subCaseNo,
    permitName: permit.name,
    holderName,
    decidedOn,
    promisedDueOn: state.promisedDueOn,
    statutoryDueOn: limits.statutory === null ? null : state.statutoryDueOn,
    reasons,
    wasStopped: events.some(({ type }) => type === 'stopped'),
    wasExtended: events.some(({ type }) => type === 'extended')
  }
}
