import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export type PostCheckState = 'scheduled' | 'checking' | 'passed' | 'correction-ordered' | 'rechecking' | 'statement-hearing' | 'revoked' | 'maintained'
export interface PostCheckRow { sub_case_no: string, due_on: CivilDate, state: PostCheckState, facts: string | null, epoch: number | null, process_instance_key: string | null }

export async function insertPostCheck (tx: Knex, subCaseNo: string, dueOn: CivilDate): Promise<void> {
  await tx('post_check').insert({ sub_case_no: subCaseNo, due_on: dueOn })
}

export async function postCheckOfSubCase (tx: Knex, subCaseNo: string): Promise<PostCheckRow> {
  const row = await tx('post_check').where({ sub_case_no: subCaseNo }).forUpdate().first<PostCheckRow | undefined>()
  if (row === undefined) throw new Error(`no post-check for ${subCaseNo}`)
  return row
}

/** By when a permit must be looked at after its decision; undefined when that is done, or nothing is to be. */
export async function openPostCheckDue (tx: Knex, subCaseNo: string): Promise<CivilDate | undefined> {
  const row = await tx('post_check').where({ sub_case_no: subCaseNo }).whereIn('state', ['scheduled', 'checking']).first<{ due_on: CivilDate } | undefined>('due_on')
  return row?.due_on
}

/** Takes the post-check for one process instance; false when another one of this or an earlier engine has it. */
export async function claimPostCheck (tx: Knex, subCaseNo: string, epoch: number, processInstanceKey: string): Promise<boolean> {
  const row = await postCheckOfSubCase(tx, subCaseNo)
  if (row.process_instance_key !== null) return row.process_instance_key === processInstanceKey && row.epoch === epoch
  await tx('post_check').where({ sub_case_no: subCaseNo }).update({ epoch, process_instance_key: processInstanceKey })
  return true
}

export async function updatePostCheck (
  tx: Knex, subCaseNo: string, changes: { state: PostCheckState, facts?: string, checked_by?: string, checked_at?: Date }
): Promise<void> {
  await tx('post_check').where({ sub_case_no: subCaseNo }).update(changes)
}
