import type { Knex } from 'knex'
import type { RevocationGround } from '../domain/revocation.js'
import type { CivilDate } from '../domain/time.js'

export type PostCheckState = 'scheduled' | 'checking' | 'passed' | 'correction-ordered' | 'rechecking' | 'statement-hearing' | 'revoked' | 'maintained'
export interface PostCheckRow {
  sub_case_no: string
  due_on: CivilDate
  state: PostCheckState
  facts: string | null
  checked_by: string | null
  checked_at: Date | null
  /** Last days to correct, and to look again after that. */
  correction_due_on: CivilDate | null
  recheck_due_on: CivilDate | null
  /** What the holder says that was corrected, and when it was said. */
  correction_report: string | null
  correction_reported_at: Date | null
  recheck_facts: string | null
  rechecked_by: string | null
  rechecked_at: Date | null
  /** Why a revocation is in question, in which prior notice the party was told so, and by when it is decided. */
  ground: RevocationGround | null
  statement_round: number | null
  decision_due_on: CivilDate | null
  decided_by: string | null
  decided_at: Date | null
  decision_reasons: string | null
  /** Of the revocation. */
  document_no: string | null
  epoch: number | null
  process_instance_key: string | null
}

export async function insertPostCheck (tx: Knex, subCaseNo: string, dueOn: CivilDate): Promise<void> {
  await tx('post_check').insert({ sub_case_no: subCaseNo, due_on: dueOn })
}

export async function postCheckOfSubCase (tx: Knex, subCaseNo: string): Promise<PostCheckRow> {
  const row = await tx('post_check').where({ sub_case_no: subCaseNo }).forUpdate().first<PostCheckRow | undefined>()
  if (row === undefined) throw new Error(`no post-check for ${subCaseNo}`)
  return row
}

/** The post-check of a permit that has one, as it stands. */
export async function findPostCheck (tx: Knex, subCaseNo: string): Promise<PostCheckRow | undefined> {
  return await tx('post_check').where({ sub_case_no: subCaseNo }).first<PostCheckRow | undefined>()
}

/** Orders to correct of a case that have not been looked at again, with the permit that they are about. */
export async function openCorrectionsOf (tx: Knex, caseNo: string): Promise<(Pick<PostCheckRow, 'correction_due_on' | 'correction_reported_at'> & { permit: string })[]> {
  return await tx('post_check').join('sub_case', 'sub_case.sub_case_no', 'post_check.sub_case_no').where({ case_no: caseNo, 'post_check.state': 'correction-ordered' })
    .orderBy('post_check.sub_case_no').select('permit', 'correction_due_on', 'correction_reported_at')
}

/** Takes the post-check for one process instance; false when another one of this or an earlier engine has it. */
export async function claimPostCheck (tx: Knex, subCaseNo: string, epoch: number, processInstanceKey: string): Promise<boolean> {
  const row = await postCheckOfSubCase(tx, subCaseNo)
  if (row.process_instance_key !== null) return row.process_instance_key === processInstanceKey && row.epoch === epoch
  await tx('post_check').where({ sub_case_no: subCaseNo }).update({ epoch, process_instance_key: processInstanceKey })
  return true
}

export async function updatePostCheck (
  tx: Knex, subCaseNo: string, changes: Partial<Omit<PostCheckRow, 'sub_case_no' | 'due_on' | 'epoch' | 'process_instance_key'>>
): Promise<void> {
  await tx('post_check').where({ sub_case_no: subCaseNo }).update(changes)
}
