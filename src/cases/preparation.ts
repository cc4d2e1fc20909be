import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { addMaterialVersion } from '../database/case-materials.js'
import { lockCase, type CaseRow } from '../database/cases.js'
import { notify } from '../database/notifications.js'
import { addMessage } from '../database/outbox.js'
import { insertPreparationApproval, markFinalReviewApplied } from '../database/preparation-approvals.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import { handlingOf } from '../domain/handling.js'
import { finalReviewMaterials } from '../domain/permit-stages.js'
import { receiptInstant } from '../domain/receipt.js'
import type { Clock } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { ServiceError } from '../errors.js'
import { refreshCompleteness } from './case-materials.js'
import { recordClockEvents } from './clock.js'
import { issuePreparationApproval } from './decision-documents.js'
import { loadPermitContext, subCaseOfPermit } from './permit-context.js'
import type { Decided } from './record-decision.js'
import { advanceRendezvous } from './rendezvous.js'
import { recordStatement } from './statement.js'

/**
 * 同意筹建: the first of two decisions. The permit has no outcome yet and no limit runs; when to go on is the applicant's own affair
 * (互联网上网服务营业场所管理条例第十一条).
 */
export async function approvePreparation (context: WorkerContext, caseFile: CaseRow, subCase: SubCaseRow, decided: Decided): Promise<void> {
  const { tx, clock } = context
  await insertPreparationApproval(tx, {
    sub_case_no: subCase.sub_case_no,
    reviewed_by: decided.reviewedBy!,
    decided_by: decided.decidedBy.login,
    decided_at: decided.decidedAt,
    accepted_at: subCase.accepted_at!,
    statutory_due_on: subCase.statutory_due_on!,
    promised_due_on: subCase.promised_due_on!
  })
  await recordClockEvents(tx, await loadPermitContext(tx, subCase.sub_case_no), [{ type: 'decided', at: decided.decidedAt }])
  await updateSubCase(tx, subCase.sub_case_no, { state: 'preparing', statutory_due_on: null, promised_due_on: null })
  await recordStatement(tx, await loadPermitContext(tx, subCase.sub_case_no), decided)
  await issuePreparationApproval(context, subCase.sub_case_no, decided)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `preparation-approved:${subCase.sub_case_no}`,
    title: '同意筹建',
    body: `${subCase.sub_case_no} 已同意筹建。筹建完成后，请补交终审材料并申请终审。`
  })
  await advanceRendezvous(tx, caseFile.case_no, clock)
}

/**
 * Hands in a material of the final review while the place is being prepared. @returns its version
 * @throws ServiceError `not-preparing`, `item-locked`
 */
export async function preparationMaterial (
  tx: Knex.Transaction, material: { caseNo: string, permit: string, materialId: string, hash: string, fileName: string, accountId: number }, clock: Clock
): Promise<number> {
  const { caseNo, materialId } = material
  await lockCase(tx, caseNo)
  await mustAskFor(tx, caseNo, material.permit, materialId)
  return await addMaterialVersion(tx, caseNo, materialId, 'handed-in', {
    origin: 'uploaded', fileHash: material.hash, fileName: material.fileName, handedInBy: material.accountId, handedInAt: clock.now()
  })
}

/** @throws ServiceError `not-preparing` unless the permit is being prepared, `item-locked` unless its final review asks for the material */
export async function mustAskFor (tx: Knex, caseNo: string, permit: string, materialId: string): Promise<void> {
  const subCase = await preparingSubCase(tx, caseNo, permit)
  const context = await loadPermitContext(tx, subCase.sub_case_no)
  if (!finalReviewMaterials(context.permit).includes(materialId)) throw new ServiceError('item-locked', { kind: 'material', id: materialId })
}

/**
 * 申请终审: the second stage begins like a permit of its own, with receipt, pre-review and a limit of its own. What is missing stops nothing: it
 * is told by the one notice. @throws ServiceError `not-preparing`
 */
export async function applyForFinalReview (tx: Knex.Transaction, caseNo: string, permitId: string, clock: Clock): Promise<{ subCaseNo: string }> {
  await lockCase(tx, caseNo)
  const subCase = await preparingSubCase(tx, caseNo, permitId)
  const { permit, industry, facts } = await loadPermitContext(tx, subCase.sub_case_no)
  const now = clock.now()
  await markFinalReviewApplied(tx, subCase.sub_case_no, now)
  await updateSubCase(tx, subCase.sub_case_no, {
    state: 'received',
    stage: 'final',
    stage_first_round: subCase.review_round,
    verdict: null,
    received_at: receiptInstant(await loadCalendar(tx), now),
    accepted_at: null,
    acceptance_deemed_at: null,
    needs_visit: handlingOf(industry.decisions, permit, { isCommitment: subCase.is_commitment, isOrdinary: false }, facts).needsVisit
  })
  await refreshCompleteness(tx, caseNo)
  await addMessage(tx, {
    name: 'final-review-applied', correlationKey: subCase.sub_case_no, variables: {}, dedupeKey: `final-review-applied:${subCase.sub_case_no}`, caseNo
  })
  await advanceRendezvous(tx, caseNo, clock)
  return { subCaseNo: subCase.sub_case_no }
}

async function preparingSubCase (tx: Knex, caseNo: string, permit: string): Promise<SubCaseRow> {
  const subCase = await subCaseOfPermit(tx, caseNo, permit)
  if (subCase.state !== 'preparing') throw new ServiceError('not-preparing', { permit })
  return subCase
}
