import { takeCompletedTask } from '../database/user-tasks.js'
import { staffByLogin, type StaffMember } from '../database/staff.js'
import { BpmnError, type WorkerContext } from '../engine/define-worker.js'
import { ServiceError } from '../errors.js'
import { refusalCodeOf } from '../domain/task-refusals.js'
import { checkTaskCompletion, type TaskSubject } from './task-rules.js'

const decisions: ReadonlySet<string> = new Set(['decide', 'decide-revocation', 'post-check-recheck'])

export interface LawfulCompletion { actor: StaffMember, completedAt: Date }

/**
 * Who completed the user task before this job, and that they were allowed to, so. What is not lawful goes back to a new task as a BPMN
 * error with the reason in `refusal`. Waits (NotYet) for the engine's record of the completion.
 */
export async function takeLawfulCompletion (
  context: WorkerContext, task: Omit<TaskSubject, 'now'>, variables: Record<string, unknown>
): Promise<LawfulCompletion> {
  const { assignee, completedAt } = await takeCompletedTask(context.tx, context, task.elementId)
  const actor = assignee === null ? undefined : await staffByLogin(context.tx, assignee)
  if (actor === undefined) throw refused(refusalCodeOf(task.elementId), '任务未经签收，无法确认办理人')
  try {
    // A decision is what it was when it was made, however late its job comes; what must lie ahead must still do so
    const now = decisions.has(task.elementId) ? completedAt : context.clock.now()
    await checkTaskCompletion(context.tx, { ...task, now }, variables, actor)
  } catch (error) {
    if (error instanceof ServiceError) throw refused(error.code, String(error.details?.reason ?? error.message))
    throw error
  }
  return { actor, completedAt }
}

function refused (code: ServiceError['code'], reason: string): BpmnError {
  return new BpmnError(code, reason, { refusal: reason })
}
