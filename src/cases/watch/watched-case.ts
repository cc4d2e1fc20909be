import type { Knex } from 'knex'
import type { PublishedIndustry } from '../../catalogue/types.js'
import { loadCalendar } from '../../database/calendar.js'
import { visitsOfCase } from '../../database/case-overview.js'
import type { CaseRow } from '../../database/cases.js'
import { certificateOfSubCase } from '../../database/certificates.js'
import { openNoticeOf, type NoticeRow } from '../../database/notices.js'
import { findPostCheck } from '../../database/post-checks.js'
import { undisclosedGrants } from '../../database/public-decisions.js'
import { releaseOf } from '../../database/releases.js'
import { proceduresOfSubCase } from '../../database/special-procedures.js'
import { subCasesOf, type SubCaseRow } from '../../database/sub-cases.js'
import { deliveryDueOn, type PermitClock } from '../../domain/clock/permit-clock.js'
import { civilDateOf, type CivilDate } from '../../domain/time.js'
import type { WatchedCase, WatchedPermit, WatchedPostCheck } from '../../domain/watch/steps-of-case.js'
import { addWorkdays, type WorkCalendar } from '../../domain/working-days.js'
import { permitClock } from '../clock.js'
import { isLicenceOutstanding } from '../composite-licence.js'
import { formalCheckFor, isSilent } from '../formal-check.js'
import { permitOf } from '../permit-context.js'
import { statementSightOf } from '../statement-sight.js'
import { outstandingMaterials } from '../tolerated-materials.js'
import { ceilingOf } from '../unified-ceiling.js'

/** A case as it is when it is looked at, read once for all that the look asks. */
export interface Look { caseFile: CaseRow, industry: PublishedIndustry, subCases: SubCaseRow[], notice: NoticeRow | undefined, calendar: WorkCalendar, now: Date }

export async function lookAt (tx: Knex, caseFile: CaseRow, now: Date): Promise<Look> {
  return {
    caseFile,
    industry: await releaseOf(tx, caseFile.release_id),
    subCases: await subCasesOf(tx, caseFile.case_no),
    notice: await openNoticeOf(tx, caseFile.case_no),
    calendar: await loadCalendar(tx),
    now
  }
}

/** Everything with a limit that runs in a case, as the watch over the limits looks at it. Called under the case's lock. */
export async function watchedCase (tx: Knex.Transaction, look: Look): Promise<WatchedCase> {
  const { caseFile, subCases, notice } = look
  const permits: WatchedPermit[] = []
  const undisclosed = await undisclosedGrants(tx, caseFile.case_no)
  for (const subCase of subCases) permits.push(await watchedPermit(tx, look, subCase, undisclosed))
  const visit = (await visitsOfCase(tx, caseFile.case_no)).find(({ state, reportedAt, rectificationDueAt }) => state === 'rectifying' && reportedAt === null && rectificationDueAt !== null)
  return {
    caseNo: caseFile.case_no,
    permits,
    notice: notice?.state === 'open' ? { noticeNo: notice.notice_no, dueOn: civilDateOf(notice.due_at!) } : null,
    rectification: visit === undefined ? null : { visitNo: visit.visitNo, dueOn: civilDateOf(visit.rectificationDueAt!) },
    ceilingDueOn: (await ceilingOf(tx, look))?.dueOn ?? null,
    licenceDueOn: await licenceDueOn(tx, look)
  }
}

async function watchedPermit (tx: Knex, { caseFile, industry, calendar, now }: Look, subCase: SubCaseRow, undisclosed: string[]): Promise<WatchedPermit> {
  const permit = permitOf(industry, subCase.permit)
  const subCaseNo = subCase.sub_case_no
  const clock = await permitClock(tx, { subCase, permit }, calendar)
  // What stands still is near to nothing
  const isRunning = subCase.outcome === null && clock.acceptedOn !== null && clock.decidedOn === null && clock.stopped === null
  const certificate = await certificateOfSubCase(tx, subCaseNo)
  return {
    subCaseNo,
    formalCheck: isSilent(subCase, permit) ? await formalCheckFor(tx, { subCase, caseFile, industry }, calendar) : null,
    promisedDueOn: isRunning ? subCase.promised_due_on : null,
    // A filing has no limit but its promise
    statutoryDueOn: isRunning && clock.limits.statutory !== null ? subCase.statutory_due_on : null,
    deliveryDueOn: isDelivered(subCase, clock) ? null : deliveryDueOn(clock, calendar),
    procedures: await announcedEnds(tx, subCaseNo),
    disclosureDueOn: undisclosed.includes(subCaseNo) ? addWorkdays(calendar, clock.decidedOn!, industry.defaults.disclosure!.n) : null,
    toleratedDueOn: subCase.outcome === null ? await toleratedEnds(tx, { subCase, industry }) : [],
    postCheck: await watchedPostCheck(tx, subCase),
    validUntil: certificate?.state === 'valid' && (certificate.valid_until ?? '') >= civilDateOf(now) ? certificate.valid_until : null
  }
}

function isDelivered ({ outcome, ended_at: endedAt }: SubCaseRow, { servedOn }: PermitClock): boolean {
  return servedOn !== null || endedAt !== null || outcome === null
}

async function toleratedEnds (tx: Knex, context: Parameters<typeof outstandingMaterials>[1]): Promise<CivilDate[]> {
  return [...new Set((await outstandingMaterials(tx, context)).flatMap(({ dueOn }) => dueOn ?? []))]
}

/** Each date only while its step is the next one. */
async function watchedPostCheck (tx: Knex, subCase: SubCaseRow): Promise<WatchedPostCheck> {
  const check = await findPostCheck(tx, subCase.sub_case_no)
  const isOrdered = check?.state === 'correction-ordered'
  const isHearing = check?.state === 'statement-hearing'
  return {
    checkDueOn: check?.state === 'scheduled' || check?.state === 'checking' ? check.due_on : null,
    correctionDueOn: isOrdered ? check.correction_due_on : null,
    recheckDueOn: isOrdered ? check.recheck_due_on : null,
    respondBy: isHearing ? (await statementSightOf(tx, subCase, 'revoke'))?.respondBy ?? null : null,
    decisionDueOn: isHearing ? check.decision_due_on : null
  }
}

async function announcedEnds (tx: Knex, subCaseNo: string): Promise<{ procedureNo: string, endsOn: CivilDate }[]> {
  return (await proceduresOfSubCase(tx, subCaseNo)).flatMap(({ procedure_no: procedureNo, state, begins_on: beginsOn, ends_on: endsOn }) =>
    state === 'arranged' ? [{ procedureNo, endsOn: endsOn ?? beginsOn! }] : [])
}

/** So many working days after the last decision, where a licence is due and not there (方案 三（五）; the period 〔待核〕). */
async function licenceDueOn (tx: Knex.Transaction, { caseFile, industry, subCases, calendar }: Look): Promise<CivilDate | null> {
  const decided = subCases.flatMap(({ decided_at: decidedAt }) => decidedAt ?? [])
  if (decided.length === 0 || subCases.some(({ outcome }) => outcome === null) || !await isLicenceOutstanding(tx, caseFile)) return null
  const last = decided.reduce((a, b) => a > b ? a : b)
  return addWorkdays(calendar, civilDateOf(last), industry.defaults['composite-update']!.n)
}
