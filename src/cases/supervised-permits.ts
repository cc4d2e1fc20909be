import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { releaseReader } from '../database/releases.js'
import { decidedPermits, runningPermits, type DecidedPermitRow, type RunningPermitRow } from '../database/supervision.js'
import { earlierOf } from '../domain/civil-days.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { clockState } from '../domain/clock/clock-state.js'
import { newClock, replay } from '../domain/clock/permit-clock.js'
import type { SubCaseState } from '../domain/lifecycle.js'
import { departmentName, organName, regionName } from '../domain/organs.js'
import { subCaseStateNames } from '../domain/state-names.js'
import { decidedPermit, type DecidedPermit } from '../domain/supervision.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { lightOf, type Light } from '../domain/watch/light.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import type { WorkCalendar } from '../domain/working-days.js'
import { permitOf } from './permit-context.js'

/** Whose permit it is, by ids and in words. */
export interface Whose { department: string, departmentName: string, region: string, regionName: string, organ: string }

/** A permit whose limit runs, with its light; `dueOn`: the day that gives the light. */
export interface RunningPermit extends Whose {
  caseNo: string
  subCaseNo: string
  permit: string
  permitName: string
  holderName: string
  stateName: string
  acceptedAt: Date
  promisedDueOn: CivilDate
  statutoryDueOn: CivilDate | null
  dueOn: CivilDate
  light: Light
}

/** Every permit whose limit runs, the one due first in front. */
export async function runningWithLights (database: Knex, now: Date): Promise<RunningPermit[]> {
  const readRelease = releaseReader(database)
  const lightAt = lightReader(await loadCalendar(database), now)
  const running: RunningPermit[] = []
  for (const { releaseId, stage, state, ...row } of await runningPermits(database)) {
    const industry = await readRelease(releaseId)
    const permit = permitOf(industry, row.permit)
    const statutoryDueOn = clockLimitsOf(permit, stage).statutory === null ? null : row.statutoryDueOn
    running.push({
      ...row,
      ...whose(industry, row),
      statutoryDueOn,
      permitName: permit.name,
      stateName: subCaseStateNames[state as SubCaseState],
      dueOn: statutoryDueOn === null ? row.promisedDueOn : earlierOf(row.promisedDueOn, statutoryDueOn),
      light: lightAt(industry, { releaseId, promisedDueOn: row.promisedDueOn, statutoryDueOn })
    })
  }
  return running.sort((one, other) => compare(one.dueOn, other.dueOn) || compare(one.subCaseNo, other.subCaseNo))
}

/** Many permits are due on the same days of the same release: each light is found once. */
function lightReader (calendar: WorkCalendar, now: Date): (industry: PublishedIndustry, due: Pick<RunningPermitRow, 'releaseId' | 'promisedDueOn' | 'statutoryDueOn'>) => Light {
  const found = new Map<string, Light>()
  return (industry, { releaseId, promisedDueOn, statutoryDueOn }) => {
    const key = `${releaseId} ${promisedDueOn} ${statutoryDueOn ?? ''}`
    const light = found.get(key) ?? lightOf({ promisedDueOn, statutoryDueOn }, watchTimesOf(industry.decisions['time-limit-steps']), calendar, now)
    found.set(key, light)
    return light
  }
}

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
    ...whose(industry, row),
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

function whose (industry: PublishedIndustry, { department, region }: { department: string, region: string }): Whose {
  return { department, departmentName: departmentName(industry, department), region, regionName: regionName(industry, region), organ: organName(industry, department, region) }
}

function compare (one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
