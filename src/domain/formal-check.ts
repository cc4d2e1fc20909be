import { addWorkdays, endOfLimit, type LimitOfTime, type WorkCalendar } from './working-days.js'
import { endOfCivilDate, type CivilDate } from './time.js'

/** The periods of the check before acceptance, as the release has them (bpmn/defaults.yaml). */
export interface FormalCheckPeriods { 'formal-check': LimitOfTime, 'verdict-due': LimitOfTime, 'verdict-escalate': LimitOfTime }

/** The days of a permit's check before acceptance, counted from the day on which the last of its materials came in. */
export interface FormalCheck {
  receivedOn: CivilDate
  /** By whose end every department gives its verdict (city's own rule 〔待核〕). */
  verdictDueOn: CivilDate
  /** On which silence is escalated (city's own rule 〔待核〕). */
  escalatedOn: CivilDate
  /** The law's last day for telling what is missing. */
  endsOn: CivilDate
}

/** 行政许可法第三十二条第一款第四项: five working days; what happens inside of them is the city's own order. */
export function formalCheckOf (calendar: WorkCalendar, receivedOn: CivilDate, periods: FormalCheckPeriods): FormalCheck {
  return {
    receivedOn,
    verdictDueOn: endOfLimit(calendar, receivedOn, periods['verdict-due']),
    escalatedOn: addWorkdays(calendar, receivedOn, periods['verdict-escalate'].n),
    endsOn: endOfLimit(calendar, receivedOn, periods['formal-check'])
  }
}

/** 逾期不告知的，自收到申请材料之日起即为受理: silence until the end of the last day is acceptance from the day of receipt. */
export function isAcceptanceDeemed ({ endsOn }: FormalCheck, now: Date): boolean {
  return now > endOfCivilDate(endsOn)
}
