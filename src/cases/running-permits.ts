import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { releaseReader } from '../database/releases.js'
import { runningGroups, runningPermits, type RunningGroup } from '../database/supervision.js'
import { earlierOf } from '../domain/civil-days.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { groupsBy } from '../domain/groups-by.js'
import type { SubCaseState } from '../domain/lifecycle.js'
import { subCaseStateNames } from '../domain/state-names.js'
import type { CivilDate } from '../domain/time.js'
import { lightOf, type Light } from '../domain/watch/light.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import { permitOf } from './permit-context.js'
import { whoseOf, type Whose } from './whose-permit.js'

/** Permits whose limit runs and that are alike but for their cases, with their light; `dueOn`: the day that gives it, `lawfulDueOn` null: the law sets none. */
export interface LitGroup extends Whose { group: RunningGroup, permitName: string, lawfulDueOn: CivilDate | null, dueOn: CivilDate, light: Light, count: number }

/** All whose limit runs: many are due on the same days, each light is found once. */
export async function runningWithLights (database: Knex, now: Date): Promise<LitGroup[]> {
  const calendar = await loadCalendar(database)
  const readRelease = releaseReader(database)
  return await Promise.all((await runningGroups(database)).map(async (group): Promise<LitGroup> => {
    const industry = await readRelease(group.releaseId)
    const permit = permitOf(industry, group.permit)
    const { promisedDueOn } = group
    const statutoryDueOn = clockLimitsOf(permit, group.stage).statutory === null ? null : group.statutoryDueOn
    return {
      ...whoseOf(industry, group),
      group,
      permitName: permit.name,
      lawfulDueOn: statutoryDueOn,
      dueOn: statutoryDueOn === null ? promisedDueOn : earlierOf(promisedDueOn, statutoryDueOn),
      light: lightOf({ promisedDueOn, statutoryDueOn }, watchTimesOf(industry.decisions['time-limit-steps']), calendar, now),
      count: group.count
    }
  }))
}

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

export interface RunningQuery { light?: Light | undefined, department?: string | undefined, region?: string | undefined, offset: number, limit: number }

/** A page of them, the one due first in front; only the permits of the page's days are read. */
export async function runningPage (database: Knex, { light, department, region, offset, limit }: RunningQuery, now: Date): Promise<{ total: number, items: RunningPermit[] }> {
  const groups = (await runningWithLights(database, now)).filter((one) =>
    (light === undefined || one.light === light) && (department === undefined || one.department === department) && (region === undefined || one.region === region))
  const { before, onPage } = daysOfPage(groups, offset, limit)
  const permits = (await runningPermits(database, onPage.map(({ group }) => group))).map((row): RunningPermit => {
    const { group, lawfulDueOn, count: _, ...lit } = onPage.find((one) => isOf(one.group, row))!
    const { state, releaseId: __, stage: ___, ...rest } = row
    return { ...rest, ...lit, statutoryDueOn: lawfulDueOn, permit: group.permit, stateName: subCaseStateNames[state as SubCaseState] }
  })
  const inOrder = permits.sort((one, other) => one.dueOn.localeCompare(other.dueOn) || one.subCaseNo.localeCompare(other.subCaseNo))
  return { total: sum(groups), items: inOrder.slice(offset - before, offset - before + limit) }
}

/** The groups of the days that a page shows, and how many permits are due before these days. */
function daysOfPage (groups: LitGroup[], offset: number, limit: number): { before: number, onPage: LitGroup[] } {
  const days = [...groupsBy(groups, ({ dueOn }) => dueOn)].sort(([one], [other]) => one.localeCompare(other))
  let [passed, before] = [0, 0]
  const onPage: LitGroup[] = []
  for (const [, own] of days) {
    const count = sum(own)
    if (passed + count <= offset) before = passed + count
    else if (passed < offset + limit) onPage.push(...own)
    passed += count
  }
  return { before, onPage }
}

function isOf (group: RunningGroup, row: Omit<RunningGroup, 'count'>): boolean {
  return (['permit', 'department', 'region', 'releaseId', 'stage', 'promisedDueOn', 'statutoryDueOn'] as const).every((key) => group[key] === row[key])
}

function sum (groups: readonly { count: number }[]): number {
  return groups.reduce((total, { count }) => total + count, 0)
}
