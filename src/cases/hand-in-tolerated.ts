import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { addMaterialVersion } from '../database/case-materials.js'
import { lockCase } from '../database/cases.js'
import { deficiencyItemsOf, materialIdsOf } from '../database/deficiencies.js'
import { openNoticeOf } from '../database/notices.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { extendToleranceDeadline, toleratedMaterialsOf, type ToleratedMaterialRow } from '../database/tolerated-materials.js'
import { materialName } from '../domain/subject-names.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import { extendedTolerance, isReceived } from '../domain/tolerance.js'
import { earlierOf } from '../domain/civil-days.js'
import { ServiceError } from '../errors.js'
import { permitOf } from './permit-context.js'
import { tellTaskHolders } from './tell-task-holders.js'
import { isAwaited, showTolerated, toleranceBounds, toleranceDueOn } from './tolerated-materials.js'

interface Awaiting { subCase: SubCaseRow, row: ToleratedMaterialRow }

export interface HandedInLater { caseNo: string, materialId: string, hash: string, fileName: string, accountId: number }

/**
 * 补交容缺材料: until it is decided, after the deadline too, for nothing accepted is sent back; what the applicant handed in can be replaced until the deadline,
 * before the acceptance as long as there is none. Whoever reviews and decides is told. Returns its version.
 * @throws ServiceError `no-tolerated-material`
 */
export async function handInTolerated (tx: Knex.Transaction, { caseNo, materialId, hash, fileName, accountId }: HandedInLater, clock: Clock): Promise<number> {
  const caseFile = await lockCase(tx, caseNo)
  const now = clock.now()
  const awaiting = await mustTake(tx, caseNo, materialId, now)
  const version = await addMaterialVersion(tx, caseNo, materialId, 'handed-in', { origin: 'uploaded', fileHash: hash, fileName, handedInBy: accountId, handedInAt: now })
  const industry = await releaseOf(tx, caseFile.release_id)
  await showTolerated(tx, caseNo, industry, civilDateOf(now))
  for (const { subCase } of awaiting) {
    await tellTaskHolders(tx, { caseFile, subCase }, {
      key: `tolerated-material:${subCase.sub_case_no}:${materialId}:${version}`,
      title: '容缺材料已到',
      body: `${permitOf(industry, subCase.permit).name}（${subCase.sub_case_no}）：申请人补交了“${materialName(industry, materialId)}”。`
    })
  }
  return version
}

/**
 * Refused before a file is read, and again under the case's lock. What the open notice asks for is handed in there, or the notice would not know.
 * @throws ServiceError `no-tolerated-material`, with `details.reason` where the notice asks for it
 */
export async function mustTake (tx: Knex, caseNo: string, materialId: string, now: Date): Promise<Awaiting[]> {
  const notice = await openNoticeOf(tx, caseNo)
  const told = notice === undefined ? [] : await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['told'])
  if (materialIdsOf(told).includes(materialId)) throw new ServiceError('no-tolerated-material', { material: materialId, reason: '补正通知书列明了这份材料，请按补正通知书补正' })
  return await mustAwait(tx, caseNo, materialId, now)
}

async function mustAwait (tx: Knex, caseNo: string, materialId: string, now: Date): Promise<Awaiting[]> {
  const today = civilDateOf(now)
  const undecided = (await subCasesOf(tx, caseNo)).filter(({ outcome }) => outcome === null)
  const rows = (await toleratedMaterialsOf(tx, caseNo)).filter((row) => row.material_id === materialId && (isAwaited(row) || isReplaceable(row, today)))
  const awaiting = undecided.flatMap((subCase) => rows.filter((row) => row.sub_case_no === subCase.sub_case_no).map((row) => ({ subCase, row })))
  if (awaiting.length === 0) throw new ServiceError('no-tolerated-material', { material: materialId })
  return awaiting
}

/** Only what the applicant handed in is: what another organ shared stays. */
function isReplaceable (row: ToleratedMaterialRow, today: CivilDate): boolean {
  const dueOn = toleranceDueOn(row)
  return isReceived(row.state) && (dueOn === null ? row.accepted_at === null : today <= dueOn)
}

/**
 * 容缺补交延期: once, before the deadline is over, by the same period again and at the latest before the decision (`material-tolerance` 〔待核〕).
 * Of several permits that wait for it those are extended that can be. @returns the new deadline, the earliest of theirs
 * @throws ServiceError `no-tolerated-material`, `tolerance-not-extendable` with `details.reason`
 */
export async function extendTolerance (tx: Knex.Transaction, request: { caseNo: string, materialId: string, reason: string }, clock: Clock): Promise<{ dueOn: CivilDate }> {
  const { caseNo, materialId, reason } = request
  const caseFile = await lockCase(tx, caseNo)
  const today = civilDateOf(clock.now())
  const awaiting = (await mustAwait(tx, caseNo, materialId, clock.now())).filter(({ row }) => isAwaited(row))
  if (awaiting.length === 0) throw new ServiceError('no-tolerated-material', { material: materialId })
  const industry = await releaseOf(tx, caseFile.release_id)
  const extensions = await Promise.all(awaiting.map(async (one) => ({ ...one, to: await extensionOf(tx, { ...one, industry }, today) })))
  const possible = extensions.flatMap(({ row, to }) => 'dueOn' in to ? [{ row, dueOn: to.dueOn }] : [])
  const refused = extensions.flatMap(({ to }) => 'reason' in to ? [to.reason] : [])
  if (possible.length === 0) throw new ServiceError('tolerance-not-extendable', { reason: refused[0] })
  for (const { row, dueOn } of possible) await extendToleranceDeadline(tx, row, { dueOn, reason })
  await showTolerated(tx, caseNo, industry, today)
  return { dueOn: possible.map(({ dueOn }) => dueOn).reduce(earlierOf) }
}

async function extensionOf (
  tx: Knex, { subCase, row, industry }: { subCase: SubCaseRow, row: ToleratedMaterialRow, industry: PublishedIndustry }, today: CivilDate
): Promise<{ dueOn: CivilDate } | { reason: string }> {
  if (row.due_on === null) return { reason: '受理时才确定补交期限，现在不用延长' }
  if (row.extended_due_on !== null) return { reason: '补交期限只能延长一次' }
  if (today > row.due_on) return { reason: `补交期限 ${row.due_on} 已过；决定作出之前仍可补交` }
  const bounds = await toleranceBounds(tx, { industry }, { promisedDueOn: subCase.promised_due_on!, statutoryDueOn: subCase.statutory_due_on! })
  const dueOn = extendedTolerance(row.due_on, row.workdays, bounds)
  return dueOn === null ? { reason: '延长后来不及在办理期限内决定' } : { dueOn }
}
