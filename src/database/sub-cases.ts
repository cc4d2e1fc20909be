import type { Knex } from 'knex'
import type { Outcome, SubCaseState } from '../domain/lifecycle.js'
import type { CivilDate } from '../domain/time.js'

export interface SubCaseRow {
  sub_case_no: string
  case_no: string
  permit: string
  ordinal: number
  department: string
  region: string
  is_commitment: boolean
  is_instant: boolean
  needs_visit: boolean
  materials_complete: boolean | null
  holder_usci: string
  premises_key: string
  state: SubCaseState
  outcome: Outcome | null
  verdict: 'complete' | 'deficient' | null
  review_round: number
  visit_concluded: boolean
  /** Of a permit that is approved in two stages. */
  stage: 'preparation' | 'final' | null
  /** Rounds before this stage began: its first one may look at everything. */
  stage_first_round: number
  /** Permits of the same case that must have their result before the review. */
  awaited_permits: string[]
  wait_round: number
  received_at: Date | null
  /** Of a silence that counts as acceptance: when the materials were received. */
  accepted_at: Date | null
  acceptance_deemed_at: Date | null
  statutory_due_on: CivilDate | null
  promised_due_on: CivilDate | null
  decided_at: Date | null
  ended_at: Date | null
}

/** The case's permits in the order of the application; call `lockCase` first when you mean to change one. */
export async function subCasesOf (tx: Knex, caseNo: string): Promise<SubCaseRow[]> {
  return await tx('sub_case').where({ case_no: caseNo }).orderBy('ordinal').select<SubCaseRow[]>()
}

export async function subCaseOf (tx: Knex, subCaseNo: string): Promise<SubCaseRow> {
  const row = await tx('sub_case').where({ sub_case_no: subCaseNo }).first<SubCaseRow | undefined>()
  if (row === undefined) throw new Error(`no sub-case ${subCaseNo}`)
  return row
}

export async function updateSubCase (tx: Knex, subCaseNo: string, changes: Partial<Omit<SubCaseRow, 'sub_case_no' | 'case_no' | 'permit'>>): Promise<void> {
  await tx('sub_case').where({ sub_case_no: subCaseNo }).update(changes)
}

/** Binds the sub-case to its permit-handling instance; the unique constraint refuses a second one. */
export async function bindSubCaseInstance (tx: Knex, subCaseNo: string, epoch: number, processInstanceKey: string): Promise<void> {
  await tx('sub_case').where({ sub_case_no: subCaseNo }).update({ epoch, process_instance_key: processInstanceKey })
}
