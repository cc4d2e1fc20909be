import type { Knex } from 'knex'
import type { Strokes } from '../domain/signature.js'
import type { TaskRow } from './tasks-inbox.js'

/** 领取登记: who picks the decision and certificate of one permit up at the window, identity checked. */
export interface PickUp {
  subCaseNo: string
  recipientName: string
  recipientIdNumber: string
  /** With a letter of authorisation that was seen. */
  isAgent: boolean
  /** Null: signs on paper. */
  signature: Strokes | null
}

/** The user task by which the papers are handed over. */
type HandOverTask = Pick<TaskRow, 'epoch' | 'key'>

/** Longer than the engine takes to answer. */
const heldMs = 60_000

/**
 * Notes it before the task is completed, and holds the permit for this recipient meanwhile: nobody else is noted until that is over. The same recipient may come
 * again, and when it came to nothing the next one takes their place. A new task for the same permit (the process took the completion of the one before back)
 * begins anew.
 * @returns whether it is noted; not while another recipient's is under way, and never once the papers were handed over by this task
 */
export async function notePickUp (tx: Knex, pickUp: PickUp, task: HandOverTask, noted: { by: number, at: Date }): Promise<boolean> {
  const written = await tx('pick_up').insert({
    sub_case_no: pickUp.subCaseNo,
    recipient_name: pickUp.recipientName,
    recipient_id_number: pickUp.recipientIdNumber,
    is_agent: pickUp.isAgent,
    signature: pickUp.signature === null ? null : JSON.stringify(pickUp.signature),
    task_epoch: task.epoch,
    user_task_key: task.key,
    noted_by: noted.by,
    noted_at: noted.at,
    held_until: new Date(noted.at.getTime() + heldMs)
  }).onConflict('sub_case_no').merge().whereRaw(`
    (pick_up.task_epoch, pick_up.user_task_key) IS DISTINCT FROM (EXCLUDED.task_epoch, EXCLUDED.user_task_key)
    OR pick_up.held_until IS NULL OR pick_up.held_until <= EXCLUDED.noted_at
    OR (pick_up.held_until < 'infinity' AND (pick_up.recipient_id_number, pick_up.recipient_name, pick_up.is_agent) = (EXCLUDED.recipient_id_number, EXCLUDED.recipient_name, EXCLUDED.is_agent))`)
    .returning('sub_case_no') as unknown[]
  return written.length > 0
}

/** The papers are handed over: the note stays as it is. */
export async function keepPickUp (tx: Knex, task: HandOverTask): Promise<void> {
  await tx('pick_up').where({ task_epoch: task.epoch, user_task_key: task.key }).update({ held_until: tx.raw("'infinity'") })
}

/** It came to nothing. */
export async function releasePickUp (tx: Knex, task: HandOverTask): Promise<void> {
  await tx('pick_up').where({ task_epoch: task.epoch, user_task_key: task.key }).whereRaw("held_until < 'infinity'").update({ held_until: null })
}

export async function pickUpOf (tx: Knex, subCaseNo: string): Promise<PickUp | undefined> {
  return await tx('pick_up').where({ sub_case_no: subCaseNo }).first<PickUp | undefined>({
    subCaseNo: 'sub_case_no', recipientName: 'recipient_name', recipientIdNumber: 'recipient_id_number', isAgent: 'is_agent', signature: 'signature'
  })
}
