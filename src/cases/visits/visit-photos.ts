import type { Knex } from 'knex'
import type { Account } from '../../database/accounts.js'
import { addAuditEntry } from '../../database/audit.js'
import { teamOf } from '../../database/inspector-bookings.js'
import { subCasesOf } from '../../database/sub-cases.js'
import { keepVisitPhoto, takeDownVisitPhoto, visitPhotoOf, type NewVisitPhoto } from '../../database/visit-photos.js'
import { findVisit, subCaseNosOfVisit, type VisitRow, type VisitStage } from '../../database/visits.js'
import type { VisitState } from '../../domain/lifecycle.js'
import type { Clock } from '../../domain/time.js'
import { ServiceError } from '../../errors.js'
import { inspectorGroup } from './open-visit.js'

/** Before the record is made what was taken by mistake can be taken down; afterwards everything stays. */
const statesBeforeRecord: Record<VisitStage, ReadonlySet<VisitState>> = {
  inspection: new Set(['pending', 'proposed', 'scheduled']), recheck: new Set(['rectifying', 'rechecking'])
}

/**
 * The visit, for who may add to its photos: its team; when that was let go (nobody could be visited), the inspectors of its departments. Photos taken where there
 * was no network come late, so the visit may be over meanwhile.
 * @throws ServiceError `visit-not-found` for anybody else
 */
export async function visitToPhotograph (tx: Knex, visitNo: string, account: Account): Promise<VisitRow> {
  const visit = await findVisit(tx, visitNo)
  if (visit === undefined || !await isOfTeam(tx, visit, account)) throw new ServiceError('visit-not-found')
  return visit
}

async function isOfTeam (tx: Knex, { visit_no: visitNo, case_no: caseNo }: VisitRow, { id, groups }: Account): Promise<boolean> {
  const team = await teamOf(tx, visitNo)
  if (team.length > 0) return team.some(({ accountId }) => accountId === id)
  const visited = new Set(await subCaseNosOfVisit(tx, visitNo))
  return (await subCasesOf(tx, caseNo)).some((subCase) => visited.has(subCase.sub_case_no) && groups.includes(inspectorGroup(subCase)))
}

/**
 * Keeps a photo or signature; sent twice it is one.
 * @throws ServiceError `visit-photo-conflict` when its number is another photo's; `visit-not-found` for an item that is no part of the visit
 */
export async function keepPhoto (tx: Knex.Transaction, account: Account, photo: Omit<NewVisitPhoto, 'takenBy' | 'receivedAt'>, clock: Clock): Promise<void> {
  if (photo.item !== null && !(await subCaseNosOfVisit(tx, photo.visitNo)).includes(photo.item.subCaseNo)) throw new ServiceError('visit-not-found')
  const { fileHash, isNew } = await keepVisitPhoto(tx, { ...photo, takenBy: account.id, receivedAt: clock.now() })
  if (fileHash !== photo.fileHash) throw new ServiceError('visit-photo-conflict')
  if (isNew) await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'keep-visit-photo', subject: photo.visitNo, detail: { photoId: photo.photoId, kind: photo.kind } })
}

/** Whoever took it takes it down while its record isn't made. @throws ServiceError `visit-photo-not-found` */
export async function takeDownPhoto (tx: Knex.Transaction, account: Account, { visitNo, photoId }: { visitNo: string, photoId: string }, clock: Clock): Promise<void> {
  const { state } = await visitToPhotograph(tx, visitNo, account)
  const photo = await visitPhotoOf(tx, visitNo, photoId)
  if (photo === undefined || photo.takenBy !== account.id || !statesBeforeRecord[photo.stage].has(state)) throw new ServiceError('visit-photo-not-found')
  if (photo.removedAt !== null) return
  await takeDownVisitPhoto(tx, visitNo, photoId, clock.now())
  await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'take-down-visit-photo', subject: visitNo, detail: { photoId } })
}
