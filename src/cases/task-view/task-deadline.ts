import type { Knex } from 'knex'
import { loadCalendar } from '../../database/calendar.js'
import { procedureOfKind } from '../../database/special-procedures.js'
import { civilDateOf, endOfCivilDate } from '../../domain/time.js'
import { addWorkdays, endOfLimit } from '../../domain/working-days.js'
import { limitInWords } from '../../domain/limit-words.js'
import { procedureKindOf } from '../../domain/special-procedures.js'
import { formalCheckFor } from '../formal-check.js'
import type { PermitContext } from '../permit-context.js'
import { organiseHearingBy } from '../special-procedures.js'

export interface TaskDeadline { dueAt: Date | null, text: string }

/** By when a permit's task must be done, and which limit says so. */
export async function taskDeadline (tx: Knex, context: PermitContext, elementId: string): Promise<TaskDeadline> {
  const { subCase, caseFile, permit, industry } = context
  const calendar = await loadCalendar(tx)
  const { receivedOn, verdictDueOn, endsOn } = await formalCheckFor(tx, context, calendar)
  switch (elementId) {
    case 'decide-on-the-spot': {
      const days = caseFile.channel === 'window' ? 0 : 1
      return { dueAt: endOfCivilDate(addWorkdays(calendar, receivedOn, days)), text: days === 0 ? '窗口当场办结' : '网上申报，一个工作日内办结' }
    }
    case 'pre-review':
      return { dueAt: endOfCivilDate(verdictDueOn), text: `收件（补正）后${periodOf(industry, 'verdict-due')}内提出意见` }
    case 'confirm-non-acceptance':
      return { dueAt: endOfCivilDate(endsOn), text: `收件（补正）后${periodOf(industry, 'formal-check')}内（行政许可法第三十二条）` }
    case 'review':
    case 'decide':
      return { dueAt: subCase.promised_due_on === null ? null : endOfCivilDate(subCase.promised_due_on), text: `承诺期限；法定期限 ${subCase.statutory_due_on ?? '无'}` }
    case 'hand-over':
      return {
        dueAt: endOfCivilDate(endOfLimit(calendar, civilDateOf(subCase.decided_at ?? caseFile.submitted_at), permit.time_limit.delivery)),
        text: '决定后的送达期限（行政许可法第四十四条）'
      }
    default:
      return procedureKindOf(elementId) === undefined ? { dueAt: null, text: '' } : await procedureDeadline(tx, context, elementId)
  }
}

function periodOf ({ defaults }: PermitContext['industry'], period: string): string {
  const { n, unit } = defaults[period]!
  return limitInWords({ n, unit })
}

/** A special procedure that doesn't stop the clock must leave time for the decision; its result is due when it has ended. */
async function procedureDeadline (tx: Knex, context: PermitContext, elementId: string): Promise<TaskDeadline> {
  const { subCase } = context
  const { kind, step } = procedureKindOf(elementId)!
  const organiseBy = kind === 'hearing' && step === 'arrange' ? await organiseHearingBy(tx, context) : null
  if (organiseBy !== null) return { dueAt: endOfCivilDate(organiseBy), text: '要求听证后的组织期限（行政许可法第四十七条）' }
  const { begins_on: from, ends_on: until } = await procedureOfKind(tx, subCase.sub_case_no, kind)
  const endsOn = until ?? from
  if (step === 'arrange' || endsOn === null) return { dueAt: subCase.promised_due_on === null ? null : endOfCivilDate(subCase.promised_due_on), text: '事项的承诺期限' }
  const dueOn = addWorkdays(await loadCalendar(tx), endsOn, 1)
  return { dueAt: endOfCivilDate(dueOn), text: `${endsOn} 结束后的次一工作日` }
}
