import { dayOf, daysAfter } from '../../components/dates.ts'

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false })

/** The Monday of a day's week. */
export function mondayOf (day: string): string {
  return daysAfter(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7))
}

/** `周三 11月25日` */
export function dayInWords (day: string): string {
  const date = new Date(Date.parse(day))
  return `${weekdays[(date.getUTCDay() + 6) % 7]} ${date.getUTCMonth() + 1}月${date.getUTCDate()}日`
}

/** `09:00` in China. */
export function timeOf (instant: string): string {
  return time.format(new Date(instant))
}

/** `周三 11月25日 09:00—11:00`; over several days with both of them. */
export function rangeInWords (from: string, until: string): string {
  const [first, last] = [dayOf(from), dayOf(until)]
  return `${dayInWords(first)} ${timeOf(from)}—${first === last ? '' : `${dayInWords(last)} `}${timeOf(until)}`
}

/** What of a range lies on a day, in words: its times, or the whole day. */
export function partOfDay (from: string, until: string | null, day: string): string {
  const begins = Date.parse(from) <= startOf(day) ? '' : timeOf(from)
  const ends = until === null || Date.parse(until) >= startOf(daysAfter(day, 1)) ? '' : timeOf(until)
  if (begins === '' && ends === '') return '全天'
  return begins === '' ? `至 ${ends}` : ends === '' ? `${begins} 起` : `${begins}—${ends}`
}

export function touches (from: string, until: string | null, day: string): boolean {
  return Date.parse(from) < startOf(daysAfter(day, 1)) && (until === null || Date.parse(until) > startOf(day))
}

function startOf (day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}
