import type { Permit } from '../../catalogue/types.js'
import type { VisitPhotoRow } from '../../database/visit-photos.js'

/** What a photo or signature of a visit shows, in words. `permit`: of the sub-case that it is kept with, if any. */
export function photoName ({ kind, signer, checkItem }: VisitPhotoRow, permit: Permit | undefined): string {
  if (kind === 'signature') return `${signer}的签名`
  return permit === undefined ? '现场全貌' : `${permit.name}：${itemText(permit, checkItem)}`
}

function itemText ({ inspection }: Permit, checkItem: string | null): string {
  return inspection.check_items.find(({ id }) => id === checkItem)?.text ?? checkItem ?? ''
}
