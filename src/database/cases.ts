import type { Knex } from 'knex'
import type { CaseState } from '../domain/lifecycle.js'

export interface CaseRow {
  case_no: string
  receipt_code: string
  account_id: number
  industry: string
  release_id: number
  channel: 'online' | 'window'
  region: string
  holder_usci: string
  holder_name: string
  premises_key: string
  premises_address: string
  answers: Record<string, unknown>
  form: Record<string, unknown>
  form_version: number
  electronic_delivery: boolean
  state: CaseState
  process_instance_key: string | null
  epoch: number | null
  submitted_at: Date
  received_at: Date | null
  closed_at: Date | null
}

/**
 * The case's row, locked until the transaction ends. Everything that changes a case or one of its sub-cases takes this
 * lock first (order: case_file, sub_case, the rest), so that a decision and a withdrawal never pass each other.
 */
export async function lockCase (tx: Knex.Transaction, caseNo: string): Promise<CaseRow> {
  const row = await tx('case_file').where({ case_no: caseNo }).forUpdate().first<CaseRow | undefined>()
  if (row === undefined) throw new Error(`no case ${caseNo}`)
  return row
}

/** The case's row without a lock: for what a document or a page says of it. */
export async function findCase (tx: Knex, caseNo: string): Promise<CaseRow | undefined> {
  return await tx('case_file').where({ case_no: caseNo }).first<CaseRow | undefined>()
}

export async function caseOf (tx: Knex, caseNo: string): Promise<CaseRow> {
  const row = await findCase(tx, caseNo)
  if (row === undefined) throw new Error(`no case ${caseNo}`)
  return row
}

/** Takes the case for one process instance; false when another instance of this or an earlier engine has it. */
export async function claimCase (tx: Knex.Transaction, caseNo: string, epoch: number, processInstanceKey: string): Promise<boolean> {
  const row = await lockCase(tx, caseNo)
  if (row.process_instance_key !== null) return row.process_instance_key === processInstanceKey && row.epoch === epoch
  await tx('case_file').where({ case_no: caseNo }).update({ epoch, process_instance_key: processInstanceKey })
  return true
}

export async function markCaseReceived (tx: Knex, caseNo: string, receivedAt: Date): Promise<void> {
  await tx('case_file').where({ case_no: caseNo }).whereNull('received_at').update({ received_at: receivedAt })
}

export async function markCaseClosed (tx: Knex, caseNo: string, closedAt: Date): Promise<void> {
  await tx('case_file').where({ case_no: caseNo }).whereNull('closed_at').update({ closed_at: closedAt })
}

export async function setCaseState (tx: Knex, caseNo: string, state: CaseState): Promise<void> {
  await tx('case_file').where({ case_no: caseNo }).whereNot({ state }).update({ state })
}
