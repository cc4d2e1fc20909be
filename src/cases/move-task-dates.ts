import type { Knex } from 'knex'
import { addTaskUpdate } from '../database/outbox.js'
import { openTaskViews, updateTaskView } from '../database/task-views.js'
import { isoAtCivilZone } from '../domain/time.js'
import { loadPermitContext } from './permit-context.js'
import { taskDeadline } from './task-view/task-deadline.js'

/**
 * The dates of a case's open tasks follow its clocks: in the engine, so that Tasklist shows the truth, and in what the desk shows. Called after
 * every change of a clock, under the case's lock; what stands right already is left alone.
 */
export async function moveTaskDates (tx: Knex, caseNo: string): Promise<void> {
  for (const task of await openTaskViews(tx, caseNo)) {
    const { dueAt, text } = await taskDeadline(tx, await loadPermitContext(tx, task.subCaseNo), task.elementId)
    const dueDate = dueAt === null ? null : isoAtCivilZone(dueAt)
    if (dueDate === null || (dueDate === task.view.taskView.dueAt && text === task.view.taskView.deadlineText)) continue
    const taskView = { ...task.view.taskView, dueAt: dueDate, deadlineText: text }
    await updateTaskView(tx, task, { ...task.view, taskView })
    await addTaskUpdate(tx, { userTaskKey: task.userTaskKey, elementInstanceKey: task.elementInstanceKey, dueDate, localVariables: { taskView } }, caseNo)
  }
}
