import { groupsBy } from './groups-by.js'
import { decidedFigures, type DecidedFigures, type DecidedPermit } from './supervision.js'
import type { CivilDate } from './time.js'

/** What the report needs of a decision. */
export interface ReportedDecision extends DecidedPermit { department: string, region: string, organ: string, decidedOn: CivilDate, wasStopped: boolean, wasExtended: boolean }

/** One organ in one month (`yyyy-MM`). `onTime`: within the promise. */
export interface TimeLimitRow extends DecidedFigures { month: string, department: string, region: string, organ: string, onTime: number, stopped: number, extended: number }

/** 时限报告: how the organs kept their promises and the law's limits, month by month, the newest in front. */
export function timeLimitRows (decided: readonly ReportedDecision[]): TimeLimitRow[] {
  const groups = groupsBy(decided, ({ decidedOn, department, region }) => `${decidedOn.slice(0, 7)} ${department}@${region}`)
  return [...groups.values()].map((own) => {
    const { decidedOn, department, region, organ } = own[0]!
    const figures = decidedFigures(own)
    return {
      month: decidedOn.slice(0, 7),
      department,
      region,
      organ,
      ...figures,
      onTime: figures.all - figures.late,
      stopped: own.filter(({ wasStopped }) => wasStopped).length,
      extended: own.filter(({ wasExtended }) => wasExtended).length
    }
  }).sort((one, other) => other.month.localeCompare(one.month) || other.late - one.late || one.organ.localeCompare(other.organ))
}
