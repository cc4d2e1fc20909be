import type { Knex } from 'knex'

/** The user task whose start listener is at work. */
export interface TaskContext { epoch: number, job: { elementId: string, elementInstanceKey: string, processInstanceKey: string } }

/** Keeps what a task shows, under the element instance that its record in the feed names too. */
export async function insertTaskView (
  tx: Knex, context: TaskContext, owner: { caseNo: string, subCaseNo?: string | undefined }, view: unknown
): Promise<void> {
  await tx('task_view').insert({
    epoch: context.epoch,
    element_instance_key: context.job.elementInstanceKey,
    element_id: context.job.elementId,
    process_instance_key: context.job.processInstanceKey,
    case_no: owner.caseNo,
    sub_case_no: owner.subCaseNo ?? null,
    view: JSON.stringify(view)
  }).onConflict(['epoch', 'element_instance_key']).merge(['view'])
}
