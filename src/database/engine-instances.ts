import type { Knex } from 'knex'

/** What a process instance works on. Keys that don't apply are absent. */
export interface InstanceOwner { caseNo: string, subCaseNo?: string, noticeNo?: string, visitNo?: string }

/** The process instance that a job belongs to, and the engine of both. */
export interface InstanceContext { epoch: number, job: { processInstanceKey: string, processId: string } }

/**
 * Binds the job's process instance to its case, by the first job of every process. Doing it again is fine.
 * Throws when the instance belongs to something else: process variables are no proof.
 */
export async function registerInstance (tx: Knex, context: InstanceContext, owner: InstanceOwner): Promise<void> {
  const { epoch, job } = context
  const inserted = await tx('engine_instance').insert({
    epoch,
    process_instance_key: job.processInstanceKey,
    process_id: job.processId,
    case_no: owner.caseNo,
    sub_case_no: owner.subCaseNo ?? null,
    notice_no: owner.noticeNo ?? null,
    visit_no: owner.visitNo ?? null
  }).onConflict(['epoch', 'process_instance_key']).ignore().returning('case_no')
  if (inserted.length > 0) return

  const known = await instanceOf(tx, context)
  const isSame = known.caseNo === owner.caseNo && known.subCaseNo === owner.subCaseNo &&
    known.noticeNo === owner.noticeNo && known.visitNo === owner.visitNo
  if (!isSame) throw new Error(`process instance ${job.processInstanceKey} belongs to ${JSON.stringify(known)}, not to ${JSON.stringify(owner)}`)
}

/** What the job's process instance works on. Throws when no job of it was registered. */
export async function instanceOf (tx: Knex, { epoch, job }: InstanceContext): Promise<InstanceOwner> {
  const row = await tx('engine_instance').where({ epoch, process_instance_key: job.processInstanceKey })
    .first('case_no', 'sub_case_no', 'notice_no', 'visit_no') as
    { case_no: string, sub_case_no: string | null, notice_no: string | null, visit_no: string | null } | undefined
  if (row === undefined) throw new Error(`process instance ${job.processInstanceKey} of ${job.processId} belongs to no case`)
  return {
    caseNo: row.case_no,
    ...(row.sub_case_no === null ? {} : { subCaseNo: row.sub_case_no }),
    ...(row.notice_no === null ? {} : { noticeNo: row.notice_no }),
    ...(row.visit_no === null ? {} : { visitNo: row.visit_no })
  }
}
