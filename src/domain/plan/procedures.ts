import type { Limit, Permit, PublishedIndustry } from '../../catalogue/types.js'
import { limitInWords } from '../limit-words.js'
import { procedureFactsOf, procedureNames, regularProceduresOf, type ProcedureKind } from '../special-procedures.js'
import type { CivilDate } from '../time.js'
import { addWorkdays, endOfLimit, onWorkday, type WorkCalendar } from '../working-days.js'
import type { Milestone } from './milestones.js'
import type { Pace } from './paces.js'

/** A special procedure as planned: announced with the acceptance, its result written down on `concluded.on`. */
export interface PlannedProcedure { kind: ProcedureKind, name: string, endsOn: CivilDate, isExcluded: boolean, duration: Limit | null, concluded: Milestone }

interface Setting { industry: PublishedIndustry, calendar: WorkCalendar, pace: Pace }

/** The special procedures that every application for this permit goes through, all begun with its acceptance. */
export function planProcedures (permit: Permit, accepted: Milestone, setting: Setting): PlannedProcedure[] {
  return regularProceduresOf(permit).map((kind) => {
    const facts = procedureFactsOf(permit, kind)
    const duration = durationOf(kind, facts?.duration ?? null, setting)
    const endsOn = duration === null ? accepted.on : endOfLimit(setting.calendar, accepted.on, duration)
    const name = procedureNames[kind]
    return {
      kind,
      name,
      endsOn,
      isExcluded: facts?.excluded === true,
      duration,
      concluded: { permitId: permit.id, what: `${name}结束`, on: concludedOn(kind, endsOn, setting), after: accepted, because: `${name}${duration === null ? '' : limitInWords(duration)}` }
    }
  })
}

/** Nobody hurried: a hearing takes what the law leaves for holding it; at the earliest it follows its announcement (行政许可法第四十八条). */
function durationOf (kind: ProcedureKind, duration: Limit | null, { industry, pace }: Setting): Limit | null {
  return kind === 'hearing' && pace.waits === 'never' ? industry.defaults['hearing-notice']! : duration
}

/** A public notice can only be concluded when its last day is over; the others on the day itself, or a working day later at leisure. */
function concludedOn (kind: ProcedureKind, endsOn: CivilDate, { calendar, pace }: Setting): CivilDate {
  const isOverFirst = kind === 'public-notice' || pace.waits !== 'never'
  return isOverFirst ? addWorkdays(calendar, endsOn, 1) : onWorkday(calendar, endsOn)
}
