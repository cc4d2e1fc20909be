import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { releaseReader } from '../database/releases.js'
import { decidedPermits, receivedCounts, runningPermits, tripsSaved, type DecidedPermitRow } from '../database/supervision.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { clockState } from '../domain/clock/clock-state.js'
import { newClock, replay } from '../domain/clock/permit-clock.js'
import { earlierOf } from '../domain/civil-days.js'
import { organName } from '../domain/organs.js'
import { subCaseStateNames } from '../domain/state-names.js'
import { countLights, decidedFigures, decidedPermit, type DecidedFigures, type DecidedPermit, type LightCounts } from '../domain/supervision.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { lightOf, type Light } from '../domain/watch/light.js'
import type { WatchTimes } from '../domain/watch/watch-steps.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import type { WorkCalendar } from '../domain/working-days.js'
import type { SubCaseState } from '../domain/lifecycle.js'
import { permitOf } from './permit-context.js'

/** A permit whose limit runs, with its light; `dueOn`: the day that gives the light. */
export interface RunningPermit {
  caseNo: string
  subCaseNo: string
  permit: string
  permitName: string
  department: string
  region: string
  organ: string
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
  const calendar = await loadCalendar(database)
  const readRelease = releaseReader(database)
  const timesOf = new Map<number, WatchTimes>()
  const running: RunningPermit[] = []
  for (const { releaseId, stage, state, ...row } of await runningPermits(database)) {
    const industry = await readRelease(releaseId)
    const permit = permitOf(industry, row.permit)
    const statutoryDueOn = clockLimitsOf(permit, stage).statutory === null ? null : row.statutoryDueOn
    const times = timesOf.get(releaseId) ?? watchTimesOf(industry.decisions['time-limit-steps'])
    timesOf.set(releaseId, times)
    const light = lightOf({ promisedDueOn: row.promisedDueOn, statutoryDueOn }, times, calendar, now)
    running.push({
      ...row,
      statutoryDueOn,
      permitName: permit.name,
      organ: organName(industry, row.department, row.region),
      stateName: subCaseStateNames[state as SubCaseState],
      dueOn: statutoryDueOn === null ? row.promisedDueOn : earlierOf(row.promisedDueOn, statutoryDueOn),
      light
    })
  }
  return running.sort((one, other) => one.dueOn.localeCompare(other.dueOn) || one.subCaseNo.localeCompare(other.subCaseNo))
}

export interface OrganFigures { department: string, region: string, organ: string, running: LightCounts, decided: DecidedFigures, received: number, deficient: number }

/** 督办总览: what runs now, and what was received, decided and closed from one instant up to another; of the city and of each organ. */
export interface SupervisionFigures { running: LightCounts, decided: DecidedFigures, received: number, deficient: number, tripsSaved: number, organs: OrganFigures[] }

export async function supervisionFigures (database: Knex, { from, until, now }: { from: Date, until: Date, now: Date }): Promise<SupervisionFigures> {
  const running = await runningWithLights(database, now)
  const decided = await decidedWithClocks(database, from, until)
  const received = await receivedCounts(database, from, until)
  const organs = new Map<string, { department: string, region: string, organ: string }>()
  for (const { department, region, organ } of [...running, ...decided]) organs.set(`${department}@${region}`, { department, region, organ })
  const isOf = (organ: { department: string, region: string }) => (one: { department: string, region: string }): boolean => one.department === organ.department && one.region === organ.region
  return {
    running: countLights(running.map(({ light }) => light)),
    decided: decidedFigures(decided),
    received: received.reduce((sum, one) => sum + one.received, 0),
    deficient: received.reduce((sum, one) => sum + one.deficient, 0),
    tripsSaved: await tripsSaved(database, from, until),
    organs: [...organs.values()].map((organ) => {
      const own = received.find(isOf(organ))
      return {
        ...organ,
        running: countLights(running.filter(isOf(organ)).map(({ light }) => light)),
        decided: decidedFigures(decided.filter(isOf(organ))),
        received: own?.received ?? 0,
        deficient: own?.deficient ?? 0
      }
    }).sort((one, other) => other.running.overdue - one.running.overdue || other.running.red - one.running.red || other.running.all - one.running.all || one.organ.localeCompare(other.organ))
  }
}

type DecidedWithClock = DecidedPermit & { department: string, region: string, organ: string }

async function decidedWithClocks (database: Knex, from: Date, until: Date): Promise<DecidedWithClock[]> {
  const calendar = await loadCalendar(database)
  const readRelease = releaseReader(database)
  const decided: DecidedWithClock[] = []
  for (const row of await decidedPermits(database, from, until)) {
    const industry = await readRelease(row.releaseId)
    const { department, region } = row
    decided.push({ ...decidedBy(row, industry, calendar), department, region, organ: organName(industry, department, region) })
  }
  return decided
}

function decidedBy ({ permit, stage, events, decidedAt, isOnTheSpot }: DecidedPermitRow, industry: PublishedIndustry, calendar: WorkCalendar): DecidedPermit {
  const limits = clockLimitsOf(permitOf(industry, permit), stage)
  const clock = events.reduce((one, event) => replay(one, event, calendar), newClock(limits))
  return decidedPermit(clockState(clock, calendar, civilDateOf(decidedAt)), limits.promised, isOnTheSpot)
}
