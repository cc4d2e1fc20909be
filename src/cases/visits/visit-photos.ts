import type { Knex } from 'knex'
import type { Account } from '../../database/accounts.js'
import { addAuditEntry } from '../../database/audit.js'
import { caseOf } from '../../database/cases.js'
import { teamOf } from '../../database/inspector-bookings.js'
import { releaseOf } from '../../database/releases.js'
import { subCasesOf, type SubCaseRow } from '../../database/sub-cases.js'
import { keepVisitPhoto, takeDownVisitPhoto, visitPhotoOf, type NewVisitPhoto } from '../../database/visit-photos.js'
import { findVisit, subCaseNosOfVisit, visitOf, type VisitRow, type VisitStage } from '../../database/visits.js'
import type { VisitState } from '../../domain/lifecycle.js'
import type { Clock } from '../../domain/time.js'
import { ServiceError } from '../../errors.js'
import { permitOf } from '../permit-context.js'
import { inspectorGroup } from './open-visit.js'

/** Before the record is made what was taken by mistake can be taken down; afterwards everything stays. */
const statesBeforeRecord: Record<VisitStage, ReadonlySet<VisitState>> = {
  inspection: new Set(['pending', 'proposed', 'scheduled']), recheck: new Set(['rectifying', 'rechecking'])
}

/** A device's clock may be a day off, and its photos may have waited for months; anything beyond is no time at which they were taken. */
const dayMs = 86_400_000
const earliestDays = 366

/**
 * The visit, for who may add to its photos: its team; when that was let go (nobody could be visited), the inspectors of its departments. Photos taken where there
 * was no network come late, so the visit may be over meanwhile.
 * @throws ServiceError `no-longer-inspector` for one of the team who has left the departments' inspectors; `visit-not-found` for anybody else
 */
export async function visitToPhotograph (tx: Knex, visitNo: string, { id, groups }: Account): Promise<VisitRow> {
  const visit = await findVisit(tx, visitNo)
  if (visit === undefined) throw new ServiceError('visit-not-found')
  const team = await teamOf(tx, visitNo)
  const isBooked = team.some(({ accountId }) => accountId === id)
  const isInspector = (await visitedSubCases(tx, visit)).some((subCase) => groups.includes(inspectorGroup(subCase)))
  if (team.length > 0 ? !isBooked : !isInspector) throw new ServiceError('visit-not-found')
  if (!isInspector) throw new ServiceError('no-longer-inspector')
  return visit
}

async function visitedSubCases (tx: Knex, { visit_no: visitNo, case_no: caseNo }: VisitRow): Promise<SubCaseRow[]> {
  const visited = new Set(await subCaseNosOfVisit(tx, visitNo))
  return (await subCasesOf(tx, caseNo)).filter(({ sub_case_no: subCaseNo }) => visited.has(subCaseNo))
}

type SentPhoto = Omit<NewVisitPhoto, 'takenBy' | 'receivedAt'>

/**
 * Keeps a photo or signature; sent twice it is one.
 * @throws ServiceError `visit-photo-conflict` when its number is another photo's; `visit-not-found` for a permit that is no part of the visit, `check-item-unknown`
 * for an item that is none of the permit's; `visit-photo-time-wrong`
 */
export async function keepPhoto (tx: Knex.Transaction, account: Account, photo: SentPhoto, clock: Clock): Promise<void> {
  const now = clock.now()
  if (photo.takenAt.getTime() > now.getTime() + dayMs || photo.takenAt.getTime() < now.getTime() - earliestDays * dayMs) throw new ServiceError('visit-photo-time-wrong')
  if (photo.item !== null) await mustBeOfVisit(tx, photo.visitNo, photo.item)
  const { fileHash, isNew } = await keepVisitPhoto(tx, { ...photo, takenBy: account.id, receivedAt: now })
  if (fileHash !== photo.fileHash) throw new ServiceError('visit-photo-conflict')
  if (isNew) await addAuditEntry(tx, { at: now, accountId: account.id, action: 'keep-visit-photo', subject: photo.visitNo, detail: { photoId: photo.photoId, kind: photo.kind } })
}

async function mustBeOfVisit (tx: Knex, visitNo: string, { subCaseNo, checkItem }: NonNullable<SentPhoto['item']>): Promise<void> {
  const visit = await visitOf(tx, visitNo)
  const subCase = (await visitedSubCases(tx, visit)).find(({ sub_case_no: no }) => no === subCaseNo)
  if (subCase === undefined) throw new ServiceError('visit-not-found')
  const { release_id: releaseId } = await caseOf(tx, visit.case_no)
  const { inspection } = permitOf(await releaseOf(tx, releaseId), subCase.permit)
  if (!inspection.check_items.some(({ id }) => id === checkItem)) throw new ServiceError('check-item-unknown')
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
