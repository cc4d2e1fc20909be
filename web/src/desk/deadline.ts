const dayMs = 86_400_000
/** China has no summer time. */
const chinaMs = 8 * 3_600_000

export interface DeadlineLight { light: 'none' | 'green' | 'yellow' | 'red' | 'overdue', text: string }

/** How a task stands to its date, in words and colour: over, today, within two days, later. */
export function deadlineLight (dueAt: string | null, now: Date): DeadlineLight {
  if (dueAt === null) return { light: 'none', text: '没有期限' }
  const due = new Date(dueAt).getTime()
  const days = chinaDay(due) - chinaDay(now.getTime())
  if (due < now.getTime()) return { light: 'overdue', text: days === 0 ? '今天超期' : `超期 ${-days} 天` }
  if (days === 0) return { light: 'red', text: '今天到期' }
  if (days <= 2) return { light: 'yellow', text: days === 1 ? '明天到期' : '后天到期' }
  return { light: 'green', text: `还有 ${days} 天` }
}

function chinaDay (ms: number): number {
  return Math.floor((ms + chinaMs) / dayMs)
}
