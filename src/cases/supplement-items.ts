import type { Knex } from 'knex'
import { restoreMaterials } from '../database/case-materials.js'
import { deficiencyItemsOf, materialIdsOf, setDeficiencyState, subCaseNosOf, subjectOf } from '../database/deficiencies.js'
import { hasLapsed, openNoticeOf, updateNotice, type NoticeRow } from '../database/notices.js'
import { addMessage } from '../database/outbox.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/** The notice that is being answered. @throws ServiceError `no-open-notice`, also once its time is over */
export async function noticeToAnswer (tx: Knex, caseNo: string, now: Date): Promise<NoticeRow> {
  const notice = await openNoticeOf(tx, caseNo)
  if (notice?.state !== 'open' || hasLapsed(notice, now)) throw new ServiceError('no-open-notice')
  return notice
}

/** Ids of the materials that the notice names, answered or not, while they may be handed in. @throws ServiceError `no-open-notice` */
export async function toldMaterialsOf (tx: Knex, caseNo: string, now: Date): Promise<string[]> {
  const { notice_no: noticeNo } = await noticeToAnswer(tx, caseNo, now)
  return materialIdsOf(await deficiencyItemsOf(tx, { noticeNo }, ['told', 'answered']))
}

/** Marks the open items about one material or field as answered; `item-locked` when the notice does not name it. @returns numbers of the sub-cases that were told of it */
export async function answerItem (
  tx: Knex.Transaction, caseNo: string, subject: { kind: 'material' | 'field', id: string }, clock: Clock
): Promise<string[]> {
  const { notice_no: noticeNo } = await noticeToAnswer(tx, caseNo, clock.now())
  const items = await deficiencyItemsOf(tx, { noticeNo }, ['told', 'answered'])
  const named = items.filter((item) => item.subject_kind === subject.kind && item.subject_id === subject.id)
  if (named.length === 0) throw new ServiceError('item-locked', subject)
  await setDeficiencyState(tx, named.map(({ id }) => id), 'answered')
  return subCaseNosOf(named)
}

/**
 * Drops what a withdrawn permit was told; a notice with nothing left is closed and its flow woken. A material that nobody asks for any more is
 * no longer missing: the other permits judge what was handed in first.
 */
export async function dropItemsOf (tx: Knex.Transaction, caseNo: string, subCaseNo: string, clock: Clock): Promise<void> {
  const items = await deficiencyItemsOf(tx, { subCaseNo }, ['found', 'told', 'answered'])
  await setDeficiencyState(tx, items.map(({ id }) => id), 'dropped')
  const notice = await openNoticeOf(tx, caseNo)
  if (notice === undefined || notice.state !== 'open') return
  const left = await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['told', 'answered'])
  const stillAsked = new Set(left.filter(({ state }) => state === 'told').map(subjectOf))
  await restoreMaterials(tx, caseNo, items.filter((item) => item.subject_kind === 'material' && !stillAsked.has(subjectOf(item))).map((item) => item.subject_id))
  if (left.length > 0) return
  await updateNotice(tx, notice.notice_no, { state: 'closed', ended_at: clock.now() })
  await wakeNotice(tx, caseNo, notice.notice_no)
}

/** The flow that waits for this notice goes on. */
export async function wakeNotice (tx: Knex, caseNo: string, noticeNo: string): Promise<void> {
  await addMessage(tx, {
    name: 'supplement-submitted', correlationKey: noticeNo, variables: {}, dedupeKey: `supplement-submitted:${noticeNo}`, caseNo
  })
}
