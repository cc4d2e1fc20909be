import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { lookSoon } from '../database/case-watch.js'
import { lockCase, type CaseRow } from '../database/cases.js'
import { deficiencyItemsOf, setDeficiencyState } from '../database/deficiencies.js'
import { insertNotice, openNoticeOf } from '../database/notices.js'
import { addMessage } from '../database/outbox.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { openVisit, subCasesInOpenVisit } from '../database/visit-rounds.js'
import { mustVisitBy } from '../domain/limit-dates.js'
import { isNoticeDue, permitsToVisit } from '../domain/rendezvous.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { addWorkdays, onWorkday, type WorkCalendar } from '../domain/working-days.js'
import { earlierOf } from '../domain/civil-days.js'
import { wakeAwaiting } from './awaited-results.js'
import { refreshCaseState } from './case-progress.js'
import { cutOffFor } from './formal-check.js'
import { joinNotice } from './join-notice.js'
import { permitOf } from './permit-context.js'

/**
 * The places where a case's permits meet: one notice, one visit, results that another waits for. Called after every change of a sub-case, in its transaction;
 * what is due is opened as data and its flow woken by message; the watch over the limits looks at the case next. Idempotent: a second call opens nothing twice.
 */
export async function advanceRendezvous (tx: Knex.Transaction, caseNo: string, clock: Clock): Promise<void> {
  await meet(tx, caseNo, clock)
  await lookSoon(tx, caseNo, clock.now())
}

/** The same by the watch itself, which sets the next look when it is done. */
export async function meet (tx: Knex.Transaction, caseNo: string, clock: Clock): Promise<void> {
  const caseFile = await lockCase(tx, caseNo)
  const subCases = await subCasesOf(tx, caseNo)
  await openDueNotice(tx, caseFile, subCases, clock)
  await openDueVisit(tx, caseFile, subCases, clock)
  await wakeAwaiting(tx, subCases)
  await requestDueLicence(tx, caseFile, subCases)
  await refreshCaseState(tx, caseFile)
}

/**
 * Documents that wait to be picked up at the window hold the flow's last step, but not the composite licence, which is due once all is decided:
 * when every permit has its outcome and its certificate, version 1 is asked for at once, whichever permit was the last.
 */
async function requestDueLicence (tx: Knex.Transaction, caseFile: CaseRow, subCases: SubCaseRow[]): Promise<void> {
  if (caseFile.electronic_delivery) return
  if (subCases.some(({ outcome, state }) => outcome === null || state === 'granted' || state === 'filed')) return
  await addMessage(tx, {
    name: 'early-licence-requested',
    correlationKey: caseFile.case_no,
    variables: {},
    dedupeKey: `early-licence:${caseFile.case_no}`,
    caseNo: caseFile.case_no,
    manner: 'correlate'
  })
}

async function openDueNotice (tx: Knex.Transaction, caseFile: CaseRow, subCases: SubCaseRow[], clock: Clock): Promise<void> {
  const { case_no: caseNo } = caseFile
  const found = await deficiencyItemsOf(tx, { caseNo }, ['found'])
  if (found.length === 0) return
  const hasAllVerdicts = isNoticeDue(subCases.map((subCase) => ({
    state: subCase.state, hasOutcome: subCase.outcome !== null, isAccepted: subCase.accepted_at !== null, verdict: subCase.verdict
  })))
  const deficient = subCases.filter(({ sub_case_no: subCaseNo }) => found.some((item) => item.sub_case_no === subCaseNo))
  if (!hasAllVerdicts && !await canWaitNoLonger(tx, caseFile, deficient, clock.now())) return
  const open = await openNoticeOf(tx, caseNo)
  if (open !== undefined) return await joinNotice(tx, { caseFile, notice: open, items: found }, clock)
  const notice = await insertNotice(tx, caseNo)
  await setDeficiencyState(tx, found.map(({ id }) => id), 'told', notice.notice_no)
  await addMessage(tx, {
    name: 'deficiencies-ready', correlationKey: caseNo, variables: { noticeNo: notice.notice_no }, dedupeKey: `deficiencies-ready:${notice.notice_no}`, caseNo
  })
}

/** What was found about a permit is told within its five working days, whoever is still silent (行政许可法第三十二条第一款第四项). */
async function canWaitNoLonger (tx: Knex, caseFile: CaseRow, deficient: SubCaseRow[], now: Date): Promise<boolean> {
  const industry = await releaseOf(tx, caseFile.release_id)
  const calendar = await loadCalendar(tx)
  const cutOffs = await Promise.all(deficient.map(async (subCase) => await cutOffFor(tx, { subCase, caseFile, industry }, calendar)))
  return cutOffs.some((cutOff) => cutOff <= now)
}

async function openDueVisit (tx: Knex.Transaction, caseFile: CaseRow, subCases: SubCaseRow[], clock: Clock): Promise<void> {
  const inVisit = await subCasesInOpenVisit(tx, caseFile.case_no)
  const waiting = subCases.filter((subCase) =>
    subCase.needs_visit && !subCase.visit_concluded && subCase.outcome === null && !inVisit.has(subCase.sub_case_no))
  if (waiting.length === 0) return
  const industry = await releaseOf(tx, caseFile.release_id)
  const calendar = await loadCalendar(tx)
  const sights = waiting.map((subCase) => ({
    subCaseNo: subCase.sub_case_no, isAccepted: subCase.accepted_at !== null, mustVisitBy: mustBeSeenBy(subCase, industry, calendar)
  }))
  const latestStart = addWorkdays(calendar, civilDateOf(clock.now()), arrangementDays(industry))
  const chosen = permitsToVisit(sights, latestStart)
  if (chosen.length === 0) return
  const visitNo = await openVisit(tx, {
    caseNo: caseFile.case_no,
    department: industry.joint_inspection.lead,
    region: caseFile.region,
    mustVisitBy: chosen.map(({ mustVisitBy: date }) => date ?? latestStart).reduce(earlierOf),
    subCaseNos: chosen.map(({ subCaseNo }) => subCaseNo)
  })
  await addMessage(tx, {
    name: 'visit-ready', correlationKey: caseFile.case_no, variables: { visitNo }, dedupeKey: `visit-ready:${visitNo}`, caseNo: caseFile.case_no
  })
}

function mustBeSeenBy (subCase: SubCaseRow, industry: PublishedIndustry, calendar: WorkCalendar): string | null {
  if (subCase.accepted_at === null || subCase.promised_due_on === null) return null
  const permit = permitOf(industry, subCase.permit)
  return mustVisitBy(calendar, permit, { acceptedOn: onWorkday(calendar, civilDateOf(subCase.accepted_at)), promisedDueOn: subCase.promised_due_on })
}

/** Working days that arranging a visit takes. */
function arrangementDays (industry: PublishedIndustry): number {
  return industry.defaults['visit-arrangement']!.n
}
