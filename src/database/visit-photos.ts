import type { Knex } from 'knex'
import type { VisitStage } from './visits.js'

export interface NewVisitPhoto {
  visitNo: string
  photoId: string
  kind: 'photo' | 'signature'
  stage: VisitStage
  /** The item that it shows; null: the place as a whole. */
  item: { subCaseNo: string, checkItem: string } | null
  signer: string | null
  fileHash: string
  takenAt: Date
  takenBy: number
  receivedAt: Date
}

export interface VisitPhotoRow {
  photoId: string
  kind: 'photo' | 'signature'
  stage: VisitStage
  subCaseNo: string | null
  checkItem: string | null
  signer: string | null
  fileHash: string
  mediaType: string
  takenAt: Date
  takenBy: number
  takenByName: string
  receivedAt: Date
  removedAt: Date | null
}

/** Keeps a photo under the number that its device gave it; one that is there already stays as it is. @returns the hash that is kept under the number now */
export async function keepVisitPhoto (tx: Knex, photo: NewVisitPhoto): Promise<{ fileHash: string, isNew: boolean }> {
  const { visitNo, photoId, item } = photo
  const made = await tx('visit_photo').insert({
    visit_no: visitNo,
    photo_id: photoId,
    kind: photo.kind,
    stage: photo.stage,
    sub_case_no: item?.subCaseNo ?? null,
    check_item: item?.checkItem ?? null,
    signer: photo.signer,
    file_hash: photo.fileHash,
    taken_at: photo.takenAt,
    taken_by: photo.takenBy,
    received_at: photo.receivedAt
  }).onConflict(['visit_no', 'photo_id']).ignore().returning('file_hash') as { file_hash: string }[]
  const { file_hash: fileHash } = made[0] ?? await tx('visit_photo').where({ visit_no: visitNo, photo_id: photoId }).first<{ file_hash: string }>('file_hash')
  return { fileHash, isNew: made.length > 0 }
}

/** Those that were not taken down, as they were taken. */
export async function visitPhotosOf (tx: Knex, visitNo: string): Promise<VisitPhotoRow[]> {
  return await photos(tx).where({ visit_no: visitNo }).whereNull('removed_at').orderBy(['taken_at', 'photo_id'])
}

/** One of them, taken down or not. */
export async function visitPhotoOf (tx: Knex, visitNo: string, photoId: string): Promise<VisitPhotoRow | undefined> {
  return (await photos(tx).where({ visit_no: visitNo, photo_id: photoId }))[0]
}

export async function takeDownVisitPhoto (tx: Knex, visitNo: string, photoId: string, now: Date): Promise<void> {
  await tx('visit_photo').where({ visit_no: visitNo, photo_id: photoId }).whereNull('removed_at').update({ removed_at: now })
}

function photos (tx: Knex): Knex.QueryBuilder<object, VisitPhotoRow[]> {
  return tx('visit_photo').join('stored_file', 'stored_file.hash', 'visit_photo.file_hash').join('account', 'account.id', 'visit_photo.taken_by')
    .select('photo_id as photoId', 'visit_photo.kind', 'stage', 'sub_case_no as subCaseNo', 'check_item as checkItem', 'signer', 'file_hash as fileHash', 'media_type as mediaType',
      'taken_at as takenAt', 'taken_by as takenBy', 'account.display_name as takenByName', 'received_at as receivedAt', 'removed_at as removedAt')
}
