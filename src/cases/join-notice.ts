import type { Knex } from 'knex'
import { caseMaterialsOf } from '../database/case-materials.js'
import type { CaseRow } from '../database/cases.js'
import { deficiencyItemsOf, setDeficiencyState, subCaseNosOf, subjectOf, type DeficiencyItemRow } from '../database/deficiencies.js'
import { hasLapsed, updateNotice, type NoticeRow } from '../database/notices.js'
import { updateSubCase } from '../database/sub-cases.js'
import { civilDateOf, endOfCivilDate, type Clock } from '../domain/time.js'
import { isOutstanding } from '../domain/tolerance.js'
import { laterOf } from '../domain/civil-days.js'
import { supplementKey } from './notice-documents.js'
import { supplementDueOn, tellItems } from './tell-items.js'

/**
 * What is found about a permit that was received later joins the notice that waits for the applicant, with a paper and a whole period of its own: it is
 * told within that permit's five working days, and still everything is handed in once (行政许可法第三十二条第一款第四项). One that is not issued yet takes it along.
 * What the applicant has handed in for that notice meanwhile is not asked for again. A notice that has lapsed takes nothing: what is found waits until its flow has ended it.
 */
export async function joinNotice (tx: Knex.Transaction, { caseFile, notice, items }: { caseFile: CaseRow, notice: NoticeRow, items: DeficiencyItemRow[] }, clock: Clock): Promise<void> {
  const at = clock.now()
  if (hasLapsed(notice, at)) return
  const there = await handedInFor(tx, notice)
  const answered = items.filter((item) => there.has(subjectOf(item)))
  const asked = items.filter((item) => !there.has(subjectOf(item)))
  await setDeficiencyState(tx, answered.map(({ id }) => id), 'answered', notice.notice_no)
  await setDeficiencyState(tx, asked.map(({ id }) => id), 'told', notice.notice_no)
  if (notice.state === 'pending') return
  for (const subCaseNo of subCaseNosOf(answered)) await updateSubCase(tx, subCaseNo, { state: 'supplement-required' })
  if (asked.length > 0) await tellAsked(tx, { caseFile, notice, items: asked }, at)
}

/** What has been answered and is there; what one permit tolerates is still to be asked for by another. */
async function handedInFor (tx: Knex, notice: NoticeRow): Promise<Set<string>> {
  const absent = (await caseMaterialsOf(tx, notice.case_no)).filter(({ state }) => isOutstanding(state)).map(({ material_id: id }) => id)
  const answered = await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['answered'])
  return new Set(answered.filter((item) => item.subject_kind === 'field' || !absent.includes(item.subject_id)).map(subjectOf))
}

async function tellAsked (tx: Knex.Transaction, { caseFile, notice, items }: { caseFile: CaseRow, notice: NoticeRow, items: DeficiencyItemRow[] }, at: Date): Promise<void> {
  const dueOn = laterOf(await supplementDueOn(tx, caseFile, civilDateOf(at)), civilDateOf(notice.due_at!))
  await updateNotice(tx, notice.notice_no, { due_at: endOfCivilDate(dueOn) })
  await tellItems(tx, { caseFile, notice, items, dueOn, at, purposeKey: `${supplementKey(notice)}:${subCaseNosOf(items).join(',')}` })
}
