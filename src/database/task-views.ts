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

export interface ShownTask { epoch: number, userTaskKey: string, elementInstanceKey: string, elementId: string, subCaseNo: string, view: { taskView: Record<string, unknown> } }

/** The open tasks about permits of a case, with what they show, in the engine in use. */
export async function openTaskViews (tx: Knex, caseNo: string): Promise<ShownTask[]> {
  return await tx('task_view').join('user_task', (on) => {
    on.on('user_task.epoch', 'task_view.epoch').andOn('user_task.element_instance_key', 'task_view.element_instance_key')
  }).where({ 'task_view.case_no': caseNo, 'user_task.state': 'created', 'task_view.epoch': tx('current_engine_epoch').select('epoch') })
    .whereNotNull('task_view.sub_case_no').orderBy('user_task.created_at')
    .select({
      epoch: 'task_view.epoch',
      userTaskKey: 'user_task.user_task_key',
      elementInstanceKey: 'task_view.element_instance_key',
      elementId: 'task_view.element_id',
      subCaseNo: 'task_view.sub_case_no',
      view: 'task_view.view'
    })
}

export async function updateTaskView (tx: Knex, { epoch, elementInstanceKey }: ShownTask, view: unknown): Promise<void> {
  await tx('task_view').where({ epoch, element_instance_key: elementInstanceKey }).update({ view: JSON.stringify(view) })
}
