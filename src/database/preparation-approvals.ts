import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface PreparationApproval {
  sub_case_no: string
  reviewed_by: string
  decided_by: string
  decided_at: Date
  accepted_at: Date
  statutory_due_on: CivilDate
  promised_due_on: CivilDate
}

export async function insertPreparationApproval (tx: Knex, approval: PreparationApproval): Promise<void> {
  await tx('preparation_approval').insert(approval)
}

export async function markFinalReviewApplied (tx: Knex, subCaseNo: string, appliedAt: Date): Promise<void> {
  await tx('preparation_approval').where({ sub_case_no: subCaseNo }).update({ final_review_applied_at: appliedAt })
}
