const zone = 'Asia/Shanghai'
const day = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' })
const minute = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false })

/** A civil date `yyyy-MM-dd` or an instant as `2026年11月25日` in China. */
export function inDays (date: string | null | undefined): string {
  return date === null || date === undefined ? '' : day.format(new Date(date.length === 10 ? `${date}T12:00:00+08:00` : date))
}

/** An instant as `2026/11/25 09:30` in China. */
export function inMinutes (instant: string | null | undefined): string {
  return instant === null || instant === undefined ? '' : minute.format(new Date(instant))
}
