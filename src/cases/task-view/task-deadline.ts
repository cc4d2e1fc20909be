import type { Knex } from 'knex'
import { loadCalendar } from '../../database/calendar.js'
import { supplementedAt } from '../../database/notices.js'
import { civilDateOf, endOfCivilDate } from '../../domain/time.js'
import { addWorkdays, endOfLimit, onWorkday } from '../../domain/working-days.js'
import type { PermitContext } from '../permit-context.js'

export interface TaskDeadline { dueAt: Date | null, text: string }

/** By when a permit's task must be done, and which limit says so. */
export async function taskDeadline (tx: Knex, context: PermitContext, elementId: string): Promise<TaskDeadline> {
  const { subCase, caseFile, industry, permit } = context
  const calendar = await loadCalendar(tx)
  // What was handed in later is looked at within a limit of its own: it was not there before
  const receivedAt = await supplementedAt(tx, subCase.sub_case_no) ?? subCase.received_at ?? caseFile.submitted_at
  const receivedOn = onWorkday(calendar, civilDateOf(receivedAt))
  switch (elementId) {
    case 'decide-on-the-spot': {
      const days = caseFile.channel === 'window' ? 0 : 1
      return { dueAt: endOfCivilDate(addWorkdays(calendar, receivedOn, days)), text: days === 0 ? '窗口当场办结' : '网上申报，一个工作日内办结' }
    }
    case 'pre-review':
      return { dueAt: endOfCivilDate(endOfLimit(calendar, receivedOn, industry.defaults['verdict-due']!)), text: '收件（补正）后三个工作日内提出意见' }
    case 'confirm-non-acceptance':
      return { dueAt: endOfCivilDate(endOfLimit(calendar, receivedOn, industry.defaults['formal-check']!)), text: '收件（补正）后五个工作日内（行政许可法第三十二条）' }
    case 'review':
    case 'decide':
      return { dueAt: subCase.promised_due_on === null ? null : endOfCivilDate(subCase.promised_due_on), text: `承诺期限；法定期限 ${subCase.statutory_due_on ?? '无'}` }
    case 'hand-over':
      return {
        dueAt: endOfCivilDate(endOfLimit(calendar, civilDateOf(subCase.decided_at ?? caseFile.submitted_at), permit.time_limit.delivery)),
        text: '决定后的送达期限（行政许可法第四十四条）'
      }
    default:
      return { dueAt: null, text: '' }
  }
}
