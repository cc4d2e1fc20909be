const zone = 'Asia/Shanghai'
const day = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' })
const minute = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false })

const dayMs = 86_400_000
/** China has no summer time. */
const chinaMs = 8 * 3_600_000

/** The time in China of an instant, `yyyy-MM-ddTHH:mm`. */
export function clockTimeOf (instant: string | Date): string {
  return new Date(new Date(instant).getTime() + chinaMs).toISOString().slice(0, 16)
}

/** The civil date in China of an instant, `yyyy-MM-dd`. */
export function dayOf (instant: string | Date): string {
  return clockTimeOf(instant).slice(0, 10)
}

/** From one civil date to another; negative when that lies before. */
export function daysBetween (from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}

export function daysAfter (day: string, n: number): string {
  return new Date(Date.parse(day) + n * dayMs).toISOString().slice(0, 10)
}

/** A civil date `yyyy-MM-dd` or an instant as `2026年11月25日` in China. */
export function inDays (date: string | null | undefined): string {
  return date === null || date === undefined ? '' : day.format(new Date(date.length === 10 ? `${date}T12:00:00+08:00` : date))
}

/** An instant as `2026/11/25 09:30` in China. */
export function inMinutes (instant: string | null | undefined): string {
  return instant === null || instant === undefined ? '' : minute.format(new Date(instant))
}
