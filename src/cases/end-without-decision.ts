import { caseOf } from '../database/cases.js'
import { notify } from '../database/notifications.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { issueRefusalToAccept } from './decision-documents.js'
import { advanceRendezvous } from './rendezvous.js'

/** 不予受理 by the department, or 不受理 where the law asks for no permit: ended with its document (行政许可法第三十二条第一款第一、二项). */
export async function endWithoutDecision (
  context: WorkerContext, subCase: SubCaseRow, outcome: 'non-accepted' | 'not-required', reasons: string
): Promise<void> {
  const { tx, clock } = context
  const endedAt = clock.now()
  await updateSubCase(tx, subCase.sub_case_no, { state: outcome, outcome, ended_at: endedAt })
  await issueRefusalToAccept(context, subCase, outcome, reasons)
  await notify(tx, {
    accountId: (await caseOf(tx, subCase.case_no)).account_id,
    caseNo: subCase.case_no,
    dedupeKey: `${outcome}:${subCase.sub_case_no}`,
    title: outcome === 'non-accepted' ? '事项不予受理' : '事项无须许可',
    body: `${subCase.sub_case_no} ${outcome === 'non-accepted' ? '不予受理，理由和救济途径见不予受理决定书。' : '依法无须取得行政许可，见不受理告知书。'}`
  })
  await advanceRendezvous(tx, subCase.case_no, clock)
}
