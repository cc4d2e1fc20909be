import type { Knex } from 'knex'
import { accountsToTell } from '../database/account-lookup.js'
import { restoreMaterials } from '../database/case-materials.js'
import type { CaseRow } from '../database/cases.js'
import { deficiencyItemsOf, latestVerdicts, materialIdsOf, setDeficiencyState, subCaseNosOf, type DeficiencyItemRow } from '../database/deficiencies.js'
import { updateNotice, type NoticeRow } from '../database/notices.js'
import { notify } from '../database/notifications.js'
import { addMessage } from '../database/outbox.js'
import { subCaseOf, updateSubCase } from '../database/sub-cases.js'
import { civilDateOf, endOfCivilDate } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { refreshCompleteness } from './case-materials.js'
import { issueTermination, supplementKey } from './notice-documents.js'
import { advanceRendezvous } from './rendezvous.js'
import { supplementDueOn, tellItems } from './tell-items.js'

/**
 * Issues the round's one notice and locks everything but its items for the applicant, once. Returns the deadline; now, when every
 * permit that the notice was about was withdrawn meanwhile, so that its flow ends at once.
 */
export async function issueNotice (context: WorkerContext, caseFile: CaseRow, notice: NoticeRow): Promise<Date> {
  const { tx, clock } = context
  const issuedAt = clock.now()
  // A second instance of the notice must not undo what became of it
  if (notice.state !== 'pending') return notice.due_at ?? issuedAt
  const items = await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['told'])
  if (items.length === 0) {
    await updateNotice(tx, notice.notice_no, { state: 'closed', ended_at: issuedAt })
    return issuedAt
  }
  const dueOn = await supplementDueOn(tx, caseFile, civilDateOf(issuedAt))
  const dueAt = endOfCivilDate(dueOn)
  await updateNotice(tx, notice.notice_no, { state: 'open', issued_at: issuedAt, due_at: dueAt })
  await tellItems(tx, { caseFile, notice, items, dueOn, at: issuedAt, purposeKey: supplementKey(notice) })
  await advanceRendezvous(tx, caseFile.case_no, clock)
  return dueAt
}

/** What the applicant handed in goes back to the departments that asked for it, and only to them. */
export async function reopenSupplemented ({ tx, clock }: WorkerContext, caseFile: CaseRow, notice: NoticeRow): Promise<void> {
  const items = await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['answered'])
  for (const subCaseNo of subCaseNosOf(items)) {
    await updateSubCase(tx, subCaseNo, { state: 'received', verdict: null })
    await tellReviewers(tx, caseFile.case_no, subCaseNo, notice.notice_no)
    await wakeSupplemented(tx, caseFile.case_no, subCaseNo, notice.notice_no)
  }
  await refreshCompleteness(tx, caseFile.case_no)
  await advanceRendezvous(tx, caseFile.case_no, clock)
}

/**
 * The deadline has passed. A permit of which anything was left out ends with its document; no bar, it may be applied for again: silence is no waiver.
 * One whose items were all handed in goes on though nobody submitted the whole: what was asked for is there (行政许可法第三十二条第一款第五项).
 * Returns what became of the notice: `submitted` when nothing was left out.
 */
export async function expireNotice (context: WorkerContext, caseFile: CaseRow, notice: NoticeRow): Promise<'submitted' | 'expired'> {
  const { tx, clock } = context
  const items = await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['told', 'answered'])
  const leftOut = new Set(subCaseNosOf(items.filter(({ state }) => state === 'told')))
  const expired = items.filter(({ sub_case_no: subCaseNo }) => leftOut.has(subCaseNo))
  const outcome = expired.length === 0 ? 'submitted' : 'expired'
  await updateNotice(tx, notice.notice_no, { state: outcome, ended_at: clock.now() })
  if (expired.length > 0) await terminate(context, caseFile, notice, expired)
  await reopenSupplemented(context, caseFile, notice)
  return outcome
}

async function terminate (context: WorkerContext, caseFile: CaseRow, notice: NoticeRow, items: DeficiencyItemRow[]): Promise<void> {
  const { tx, clock } = context
  const endedAt = clock.now()
  await setDeficiencyState(tx, items.map(({ id }) => id), 'expired')
  // The other permits judged what was handed in first
  await restoreMaterials(tx, caseFile.case_no, materialIdsOf(items))
  for (const subCaseNo of subCaseNosOf(items)) {
    await updateSubCase(tx, subCaseNo, { state: 'terminated', outcome: 'terminated', ended_at: endedAt })
    await wakeSupplemented(tx, caseFile.case_no, subCaseNo, notice.notice_no)
  }
  await issueTermination(context, caseFile, notice, items.filter(({ state }) => state === 'told'))
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `terminated:${notice.notice_no}`,
    title: '部分事项已终止办理',
    body: `办件 ${caseFile.case_no} 有事项逾期未补正，已终止办理；可随时重新申请，不影响信用。`
  })
}

/** Whoever asked for it is told that it came; the task is open to the whole group all the same. */
async function tellReviewers (tx: Knex, caseNo: string, subCaseNo: string, noticeNo: string): Promise<void> {
  const logins = [...new Set((await latestVerdicts(tx, subCaseNo)).map(({ judgedBy }) => judgedBy))]
  for (const accountId of await accountsToTell(tx, { groups: [], logins })) {
    await notify(tx, {
      accountId, caseNo, dedupeKey: `supplemented:${noticeNo}:${subCaseNo}:${accountId}`, title: '补正材料已到', body: `${subCaseNo} 已按补正通知书补正，请在收到之日起五个工作日内审查。`
    })
  }
}

async function wakeSupplemented (tx: Knex, caseNo: string, subCaseNo: string, noticeNo: string): Promise<void> {
  const { outcome } = await subCaseOf(tx, subCaseNo)
  if (outcome === 'withdrawn') return
  await addMessage(tx, {
    name: 'permit-supplemented', correlationKey: subCaseNo, variables: {}, dedupeKey: `permit-supplemented:${noticeNo}:${subCaseNo}`, caseNo
  })
}
