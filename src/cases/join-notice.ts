import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import type { CaseRow } from '../database/cases.js'
import { setDeficiencyState, subCaseNosOf, type DeficiencyItemRow } from '../database/deficiencies.js'
import { updateNotice, type NoticeRow } from '../database/notices.js'
import { releaseOf } from '../database/releases.js'
import { civilDateOf, endOfCivilDate, type Clock } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import { supplementKey } from './notice-documents.js'
import { tellItems } from './tell-items.js'

/**
 * What is found about a permit that was received later joins the notice that waits for the applicant, with a paper and a whole period of its own: it is
 * told within that permit's five working days, and still everything is handed in once (行政许可法第三十二条第一款第四项). One that is not issued yet takes it along.
 */
export async function joinNotice (tx: Knex.Transaction, { caseFile, notice, items }: { caseFile: CaseRow, notice: NoticeRow, items: DeficiencyItemRow[] }, clock: Clock): Promise<void> {
  await setDeficiencyState(tx, items.map(({ id }) => id), 'told', notice.notice_no)
  if (notice.state === 'pending') return
  const at = clock.now()
  const { defaults } = await releaseOf(tx, caseFile.release_id)
  const whole = endOfLimit(await loadCalendar(tx), civilDateOf(at), defaults['supplement-period']!)
  const told = civilDateOf(notice.due_at!)
  const dueOn = whole > told ? whole : told
  await updateNotice(tx, notice.notice_no, { due_at: endOfCivilDate(dueOn) })
  await tellItems(tx, { caseFile, notice, items, dueOn, at, purposeKey: `${supplementKey(notice)}:${subCaseNosOf(items).join(',')}` })
}
