import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { markMaterialsMissing } from '../database/case-materials.js'
import type { CaseRow } from '../database/cases.js'
import { subCaseNosOf, materialIdsOf, type DeficiencyItemRow } from '../database/deficiencies.js'
import type { NoticeRow } from '../database/notices.js'
import { notify } from '../database/notifications.js'
import { releaseOf } from '../database/releases.js'
import { updateSubCase } from '../database/sub-cases.js'
import type { CivilDate } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import { issueSupplementDocument } from './notice-documents.js'

export interface Telling { caseFile: CaseRow, notice: NoticeRow, items: DeficiencyItemRow[], dueOn: CivilDate, at: Date, /** Of the paper; a notice that grew has more than one. */ purposeKey: string }

/** The last day for what is told on this one (`supplement-period` 〔待核〕, working days). */
export async function supplementDueOn (tx: Knex, { release_id: releaseId }: CaseRow, told: CivilDate): Promise<CivilDate> {
  const { defaults } = await releaseOf(tx, releaseId)
  return endOfLimit(await loadCalendar(tx), told, defaults['supplement-period']!)
}

/** The applicant is told in writing what is deficient and until when: those permits wait for it, and only these items can be changed (行政许可法第三十二条第一款第四项). */
export async function tellItems (tx: Knex.Transaction, telling: Telling): Promise<void> {
  const { caseFile, items, dueOn, purposeKey } = telling
  for (const subCaseNo of subCaseNosOf(items)) await updateSubCase(tx, subCaseNo, { state: 'supplement-required' })
  await markMaterialsMissing(tx, caseFile.case_no, materialIdsOf(items))
  await issueSupplementDocument(tx, telling)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: purposeKey,
    title: '请补正申请材料',
    body: `办件 ${caseFile.case_no} 有 ${items.length} 项内容需要补正，请于 ${dueOn} 前一次补齐。`
  })
}
