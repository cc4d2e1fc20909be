import type { Knex } from 'knex'

export interface GivenTask {
  key: string
  elementId: string
  subCaseNo: string
  groups: string[]
  processId?: string
  dueAt?: string | null
  assignee?: string | null
  view?: Record<string, unknown>
}

/** An open user task of a permit, as the record feed and the task's start listener leave it. */
export async function givenTask (database: Knex, task: GivenTask): Promise<void> {
  const caseNo = task.subCaseNo.slice(0, 18)
  const instanceKey = `9${task.subCaseNo.slice(-2)}`
  await database('engine_instance').insert({
    epoch: 1, process_instance_key: instanceKey, process_id: 'permit-handling', case_no: caseNo, sub_case_no: task.subCaseNo
  }).onConflict(['epoch', 'process_instance_key']).ignore()
  await database('user_task').insert({
    epoch: 1,
    user_task_key: task.key,
    element_id: task.elementId,
    element_instance_key: `8${task.key}`,
    process_instance_key: instanceKey,
    process_id: task.processId ?? 'permit-handling',
    candidate_groups: task.groups,
    due_at: task.dueAt ?? null,
    assignee: task.assignee ?? null,
    state: 'created',
    partition: 1,
    position: Number(task.key),
    created_at: new Date()
  })
  await database('task_view').insert({
    epoch: 1,
    element_instance_key: `8${task.key}`,
    element_id: task.elementId,
    process_instance_key: instanceKey,
    case_no: caseNo,
    sub_case_no: task.subCaseNo,
    view: JSON.stringify(task.view ?? { taskView: { options: [], materials: [] } })
  })
}
