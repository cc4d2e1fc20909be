import { lockCase } from '../../database/cases.js'
import { isoAtCivilZone } from '../../domain/time.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { visitTaskView } from '../visit-task-view.js'
import type { TaskData } from './task-view.js'

/** View and prefilled form of a task about a joint visit. */
export async function visitTaskData (context: WorkerContext, caseNo: string, visitNo: string, refusal: string | null): Promise<TaskData> {
  const { tx, job, clock } = context
  const caseFile = await lockCase(tx, caseNo)
  const { dueAt, deadlineText, facts, options, inspectors, slots, prefilled } = await visitTaskView(tx, visitNo, job.elementId, clock.now())
  return {
    ...prefilled,
    taskView: {
      caseNo,
      subCaseNo: null,
      permitName: null,
      applicant: caseFile.holder_name,
      premises: caseFile.premises_address,
      receivedAt: caseFile.received_at === null ? null : isoAtCivilZone(caseFile.received_at),
      dueAt: dueAt === null ? null : isoAtCivilZone(dueAt),
      deadlineText,
      options,
      facts,
      materials: [],
      fields: [],
      reasons: [],
      earlier: [],
      refusal,
      inspectors,
      slots
    }
  }
}
