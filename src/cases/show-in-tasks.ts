import type { Knex } from 'knex'
import { addTaskUpdate } from '../database/outbox.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { openTaskViews, updateTaskView } from '../database/task-views.js'
import type { LabelledValue } from './task-view/task-view.js'

/** What has come in about a permit shows in its open tasks, after what others have said, in Tasklist and at the desk; in the place of an earlier line of the same label. What they show already is left alone. */
export async function showInTasks (tx: Knex, { case_no: caseNo, sub_case_no: subCaseNo }: Pick<SubCaseRow, 'case_no' | 'sub_case_no'>, lines: LabelledValue[]): Promise<void> {
  for (const task of await openTaskViews(tx, caseNo)) {
    if (task.subCaseNo !== subCaseNo) continue
    const shown = task.view.taskView.earlier as LabelledValue[]
    if (lines.every((line) => shown.some(({ label, value }) => label === line.label && value === line.value))) continue
    const earlier = shown.filter(({ label }) => !lines.some((line) => line.label === label))
    const taskView = { ...task.view.taskView, earlier: [...earlier, ...lines] }
    await updateTaskView(tx, task, { ...task.view, taskView })
    await addTaskUpdate(tx, { userTaskKey: task.userTaskKey, elementInstanceKey: task.elementInstanceKey, localVariables: { taskView } }, caseNo)
  }
}
