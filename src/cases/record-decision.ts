import { loadCalendar } from '../database/calendar.js'
import type { CaseRow } from '../database/cases.js'
import { insertDecision } from '../database/decisions.js'
import { notify } from '../database/notifications.js'
import { addMessage } from '../database/outbox.js'
import { insertPostCheck } from '../database/post-checks.js'
import { releaseOf } from '../database/releases.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import { postCheckOf } from '../domain/handling.js'
import { civilDateOf } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { recordClockEvents } from './clock.js'
import { issueRefusal } from './decision-documents.js'
import { receiptEvent } from './last-receipt.js'
import { loadPermitContext, permitOf } from './permit-context.js'
import { advanceRendezvous } from './rendezvous.js'
import { recordStatement } from './statement.js'

export interface Decided {
  decision: 'granted' | 'refused' | 'filed'
  manner: 'on-the-spot' | 'ordinary'
  reasons: string
  reviewedBy: string | null
  decidedBy: { login: string, displayName: string }
  decidedAt: Date
}

/** 决定: the row, the document of the organ, the dated post-check where one follows, and what other permits may now go on with. */
export async function recordDecision (context: WorkerContext, caseFile: CaseRow, subCase: SubCaseRow, decided: Decided): Promise<void> {
  const { tx, clock } = context
  await insertDecision(tx, {
    sub_case_no: subCase.sub_case_no,
    decision: decided.decision,
    manner: decided.manner,
    reasons: decided.reasons,
    reviewed_by: decided.reviewedBy,
    decided_by: decided.decidedBy.login,
    decided_at: decided.decidedAt
  })
  const isAcceptedNow = decided.manner === 'on-the-spot' && subCase.accepted_at === null
  await updateSubCase(tx, subCase.sub_case_no, {
    state: decided.decision,
    outcome: decided.decision,
    decided_at: decided.decidedAt,
    ...(decided.manner === 'on-the-spot' ? { verdict: 'complete' } : {}),
    ...(isAcceptedNow ? { accepted_at: decided.decidedAt } : {})
  })
  await recordClockEvents(tx, { subCase, permit: permitOf(await releaseOf(tx, caseFile.release_id), subCase.permit) }, [
    ...(isAcceptedNow ? [await receiptEvent(tx, { subCase, caseFile }, decided.decidedAt), { type: 'accepted', at: decided.decidedAt } as const] : []),
    { type: 'decided', at: decided.decidedAt }
  ])
  await recordStatement(tx, await loadPermitContext(tx, subCase.sub_case_no), decided)
  if (decided.decision === 'refused') await issueRefusal(context, subCase.sub_case_no, decided)
  else await schedulePostCheck(context, subCase, decided)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `decision:${subCase.sub_case_no}`,
    title: '事项已有决定',
    body: `${subCase.sub_case_no} 已作出决定，请在办件中查看。`
  })
  await advanceRendezvous(tx, caseFile.case_no, clock)
}

async function schedulePostCheck (context: WorkerContext, subCase: SubCaseRow, decided: Decided): Promise<void> {
  const { permit, industry, facts } = await loadPermitContext(context.tx, subCase.sub_case_no)
  const isOnTheSpot = decided.manner === 'on-the-spot'
  const postCheck = postCheckOf(industry.decisions, permit, { isCommitment: isOnTheSpot && subCase.is_commitment, isOrdinary: !isOnTheSpot }, facts)
  if (postCheck === undefined) return
  const dueOn = endOfLimit(await loadCalendar(context.tx), civilDateOf(decided.decidedAt), postCheck.within)
  await insertPostCheck(context.tx, subCase.sub_case_no, dueOn)
  await addMessage(context.tx, {
    name: 'post-check-scheduled',
    correlationKey: subCase.sub_case_no,
    variables: { caseNo: subCase.case_no, subCaseNo: subCase.sub_case_no },
    dedupeKey: `post-check:${subCase.sub_case_no}`,
    caseNo: subCase.case_no
  })
}
