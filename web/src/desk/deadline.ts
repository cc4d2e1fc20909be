import { dayOf, daysBetween } from '../components/dates.ts'

export interface DeadlineLight { light: 'none' | 'green' | 'yellow' | 'red' | 'overdue', text: string }

/** How a task stands to its date, in words and colour: over, today, within two days, later. */
export function deadlineLight (dueAt: string | null, now: Date): DeadlineLight {
  if (dueAt === null) return { light: 'none', text: '没有期限' }
  const days = daysBetween(dayOf(now), dayOf(dueAt))
  if (new Date(dueAt) < now) return { light: 'overdue', text: days === 0 ? '今天逾期' : `逾期 ${-days} 天` }
  if (days === 0) return { light: 'red', text: '今天到期' }
  if (days <= 2) return { light: 'yellow', text: days === 1 ? '明天到期' : '后天到期' }
  return { light: 'green', text: `还有 ${days} 天` }
}
