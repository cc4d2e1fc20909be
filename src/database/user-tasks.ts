import type { Knex } from 'knex'
import { NotYet } from './not-yet.js'

export interface CompletedTask {
  userTaskKey: string
  /** The login of who completed it; null when it was completed unclaimed. */
  assignee: string | null
  completedAt: Date
}

/**
 * The completed user task that this job follows: the newest of its process instance and element that no job took before.
 * A task is taken once. Throws NotYet while the record feed hasn't brought the completion.
 */
export async function takeCompletedTask (
  tx: Knex, { epoch, job }: { epoch: number, job: { key: string, processInstanceKey: string } }, elementId: string
): Promise<CompletedTask> {
  const task = await tx('user_task as task')
    .where({ 'task.epoch': epoch, 'task.process_instance_key': job.processInstanceKey, 'task.element_id': elementId, 'task.state': 'completed' })
    .whereNotExists(taken => taken.select(tx.raw('1')).from('task_consumption')
      .whereRaw('task_consumption.epoch = task.epoch AND task_consumption.user_task_key = task.user_task_key'))
    .orderBy('task.position', 'desc')
    .first('task.user_task_key', 'task.assignee', 'task.ended_at') as
    { user_task_key: string, assignee: string | null, ended_at: Date } | undefined
  if (task === undefined) throw new NotYet(`the completion of task ${elementId} in process instance ${job.processInstanceKey} has not come through the feed yet`)
  await tx('task_consumption').insert({ epoch, user_task_key: task.user_task_key, job_key: job.key })
  return { userTaskKey: task.user_task_key, assignee: task.assignee, completedAt: task.ended_at }
}
