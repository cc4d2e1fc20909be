import type { WorkerContext } from '../engine/define-worker.js'
import type { Knex } from 'knex'

/** Keeps what a task shows, under the element instance that its record in the feed names too. */
export async function insertTaskView (
  tx: Knex, context: Pick<WorkerContext, 'epoch' | 'job'>, owner: { caseNo: string, subCaseNo?: string | undefined }, view: unknown
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
