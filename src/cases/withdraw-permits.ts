import type { Knex } from 'knex'
import { lockCase } from '../database/cases.js'
import { addMessage } from '../database/outbox.js'
import { subCasesOf, updateSubCase } from '../database/sub-cases.js'
import { insertWithdrawal } from '../database/withdrawals.js'
import { dropFromVisit } from '../database/visit-rounds.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { closeVisit } from './conclude-permits.js'
import { issueWithdrawalDocument } from './notice-documents.js'
import { advanceRendezvous } from './rendezvous.js'
import { callOffProcedures } from './special-procedures.js'
import { dropItemsOf } from './supplement-items.js'

/**
 * 撤回申请, permit by permit, only while undecided: first a state in the database under the case's lock, which the decision workers
 * take too; then a message wakes each permit's flow. What is granted can only be cancelled by law (行政许可法第七十条).
 * @throws ServiceError `unknown-permit`, `not-withdrawable` with `details.permits`
 */
export async function withdrawPermits (
  tx: Knex.Transaction, request: { caseNo: string, permits: string[], reason: string, accountId: number }, clock: Clock
): Promise<void> {
  const caseFile = await lockCase(tx, request.caseNo)
  const all = await subCasesOf(tx, request.caseNo)
  const unknown = request.permits.filter((permit) => !all.some((subCase) => subCase.permit === permit))
  if (unknown.length > 0) throw new ServiceError('unknown-permit', { permits: unknown })
  const chosen = all.filter(({ permit }) => request.permits.includes(permit))
  const decided = chosen.filter(({ outcome }) => outcome !== null)
  if (decided.length > 0) throw new ServiceError('not-withdrawable', { permits: decided.map(({ permit }) => permit) })
  const withdrawnAt = clock.now()
  const withdrawalId = await insertWithdrawal(tx, { ...request, subCaseNos: chosen.map(({ sub_case_no: no }) => no) })
  for (const { sub_case_no: subCaseNo } of chosen) {
    await updateSubCase(tx, subCaseNo, { state: 'withdrawn', outcome: 'withdrawn', ended_at: withdrawnAt })
    await dropItemsOf(tx, request.caseNo, subCaseNo, clock)
    await callOffProcedures(tx, request.caseNo, subCaseNo)
    await leaveVisit(tx, request.caseNo, subCaseNo, clock)
    await addMessage(tx, {
      name: 'permit-withdrawn', correlationKey: subCaseNo, variables: {}, dedupeKey: `permit-withdrawn:${subCaseNo}`, caseNo: request.caseNo, manner: 'correlate'
    })
  }
  await issueWithdrawalDocument(tx, caseFile, chosen, { withdrawalId, reason: request.reason, withdrawnAt })
  await advanceRendezvous(tx, request.caseNo, clock)
}

/** A visit to nobody is called off at once: its inspectors are free, and no organiser or inspector is left with its task. */
async function leaveVisit (tx: Knex.Transaction, caseNo: string, subCaseNo: string, clock: Clock): Promise<void> {
  const visit = await dropFromVisit(tx, subCaseNo)
  if (visit === undefined || visit.isAnyLeft) return
  await closeVisit({ tx, clock }, visit.visitNo)
  await addMessage(tx, {
    name: 'visit-dropped', correlationKey: visit.visitNo, variables: {}, dedupeKey: `visit-dropped:${visit.visitNo}`, caseNo, manner: 'correlate'
  })
}
