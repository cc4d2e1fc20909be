import { postCheckOfSubCase } from '../../database/post-checks.js'
import { endOfCivilDate, isoAtCivilZone } from '../../domain/time.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { loadPermitContext } from '../permit-context.js'
import { permitTaskData } from './permit-task-view.js'
import type { TaskData } from './task-view.js'

/** A post-check shows the permit, what to look at, and its own date: the permit's limit ended with the decision. */
export async function postCheckTaskData (context: WorkerContext, subCaseNo: string, refusal: string | null): Promise<TaskData> {
  const data = await permitTaskData(context, subCaseNo, refusal)
  const { permit } = await loadPermitContext(context.tx, subCaseNo)
  const { due_on: dueOn, facts } = await postCheckOfSubCase(context.tx, subCaseNo)
  return {
    ...data,
    taskView: {
      ...data.taskView,
      dueAt: isoAtCivilZone(endOfCivilDate(dueOn)),
      deadlineText: `事后核查期限 ${dueOn}`,
      checkItems: permit.inspection.check_items,
      earlier: facts === null || facts === '' ? data.taskView.earlier : [...data.taskView.earlier, { label: '核查事实', value: facts }]
    }
  }
}
