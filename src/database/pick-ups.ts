import type { Knex } from 'knex'
import type { Strokes } from '../domain/signature.js'

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

/** Notes it before the task is completed; when that fails, the next try takes its place. */
export async function notePickUp (tx: Knex, pickUp: PickUp, noted: { by: number, at: Date }): Promise<void> {
  await tx('pick_up').insert({
    sub_case_no: pickUp.subCaseNo,
    recipient_name: pickUp.recipientName,
    recipient_id_number: pickUp.recipientIdNumber,
    is_agent: pickUp.isAgent,
    signature: pickUp.signature === null ? null : JSON.stringify(pickUp.signature),
    noted_by: noted.by,
    noted_at: noted.at
  }).onConflict('sub_case_no').merge()
}

export async function pickUpOf (tx: Knex, subCaseNo: string): Promise<PickUp | undefined> {
  return await tx('pick_up').where({ sub_case_no: subCaseNo }).first<PickUp | undefined>({
    subCaseNo: 'sub_case_no', recipientName: 'recipient_name', recipientIdNumber: 'recipient_id_number', isAgent: 'is_agent', signature: 'signature'
  })
}
