import type { FormalCheck } from '../formal-check.js'
import type { CivilDate } from '../time.js'
import type { WorkCalendar } from '../working-days.js'
import { stepsAbout, watchMoment, type DueStep, type WatchTimes } from './watch-steps.js'

/** What runs for one permit on the day that it is looked at; absent or null: nothing of the kind. */
export interface WatchedPermit {
  subCaseNo: string
  /** While its department has given no verdict. */
  formalCheck: FormalCheck | null
  /** Between acceptance and decision. */
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
  /** Between decision and delivery. */
  deliveryDueOn: CivilDate | null
  /** Ends that were announced, by the procedure's number. */
  procedures: { procedureNo: string, endsOn: CivilDate }[]
  /** Of a grant that the public can't read yet (双公示). */
  disclosureDueOn: CivilDate | null
  /** The days on which the time for tolerated materials that are not there yet ends, each once. */
  toleratedDueOn: CivilDate[]
  postCheck: WatchedPostCheck
  /** Of a valid certificate. */
  validUntil: CivilDate | null
}

/** The dates of a post-check that are still before somebody: of the look itself, the correction, the second look, the hearing of the party, the decision. */
export interface WatchedPostCheck {
  checkDueOn: CivilDate | null
  correctionDueOn: CivilDate | null
  recheckDueOn: CivilDate | null
  respondBy: CivilDate | null
  decisionDueOn: CivilDate | null
}

export interface WatchedCase {
  caseNo: string
  permits: WatchedPermit[]
  notice: { noticeNo: string, dueOn: CivilDate } | null
  rectification: { visitNo: string, dueOn: CivilDate } | null
  /** Of a case that is handled together, where the city has switched that on. */
  ceilingDueOn: CivilDate | null
  /** Everything has its outcome, and the composite licence is not there. */
  licenceDueOn: CivilDate | null
}

/** Everything that the watch has to say about a case, past and to come, each with its moment. */
export function stepsOfCase (watched: WatchedCase, times: WatchTimes, calendar: WorkCalendar): DueStep[] {
  const about = (subject: string, dueOn: CivilDate | null | undefined, ...steps: Parameters<typeof stepsAbout>[4]): DueStep[] => stepsAbout(calendar, times, subject, dueOn, steps)
  return [
    ...watched.permits.flatMap((permit) => [
      ...about(permit.subCaseNo, permit.formalCheck?.verdictDueOn, 'verdict-due'),
      ...escalation(permit, times, calendar),
      ...about(permit.subCaseNo, permit.promisedDueOn, 'promise-near', 'promise-urgent', 'promise-missed'),
      ...about(permit.subCaseNo, permit.statutoryDueOn, 'statutory-missed'),
      ...about(permit.subCaseNo, permit.deliveryDueOn, 'delivery-near', 'delivery-missed'),
      ...permit.procedures.flatMap(({ procedureNo, endsOn }) => about(procedureNo, endsOn, 'procedure-ended')),
      ...about(permit.subCaseNo, permit.disclosureDueOn, 'disclosure-missed'),
      ...permit.toleratedDueOn.flatMap((dueOn) => about(permit.subCaseNo, dueOn, 'tolerated-near', 'tolerated-lapsed')),
      ...about(permit.subCaseNo, permit.postCheck.checkDueOn, 'post-check-near', 'post-check-missed'),
      ...about(permit.subCaseNo, permit.postCheck.correctionDueOn, 'correction-near', 'correction-over'),
      ...about(permit.subCaseNo, permit.postCheck.recheckDueOn, 'recheck-missed'),
      ...about(permit.subCaseNo, permit.postCheck.respondBy, 'revocation-due'),
      ...about(permit.subCaseNo, permit.postCheck.decisionDueOn, 'revocation-missed'),
      ...about(permit.subCaseNo, permit.validUntil, 'certificate-expiring')
    ]),
    ...about(watched.notice?.noticeNo ?? '', watched.notice?.dueOn, 'supplement-near'),
    ...about(watched.rectification?.visitNo ?? '', watched.rectification?.dueOn, 'rectification-near'),
    ...about(watched.caseNo, watched.ceilingDueOn, 'ceiling-near', 'ceiling-missed'),
    ...about(watched.caseNo, watched.licenceDueOn, 'licence-late')
  ]
}

/** Escalated on its own day, about the day on which silence becomes acceptance. */
function escalation ({ subCaseNo, formalCheck }: WatchedPermit, times: WatchTimes, calendar: WorkCalendar): DueStep[] {
  const time = times['verdict-escalated']
  if (formalCheck === null || time === undefined) return []
  return [{ step: 'verdict-escalated', subject: subCaseNo, dueOn: formalCheck.endsOn, at: watchMoment(calendar, formalCheck.escalatedOn, time) }]
}

/**
 * When the round's one notice goes out with the verdicts that exist: on the check's last day, so that it is told within it; from that day's
 * beginning where the release has no table for it.
 */
export function noticeCutOff ({ endsOn }: FormalCheck, times: WatchTimes, calendar: WorkCalendar): Date {
  return watchMoment(calendar, endsOn, times['notice-cut-off'] ?? { n: 0, unit: '日', hour: 0 })
}
