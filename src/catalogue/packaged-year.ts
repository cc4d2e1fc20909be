import chineseDays from 'chinese-days'
import { isWeekend, nextDay } from '../domain/civil-days.js'
import type { CalendarFile } from './calendar-files.js'

/**
 * A year's arrangement as the package `chinese-days` has it, in the words of `calendar/<year>.yaml`; undefined while the package has none, as
 * the State Council has not published it or the package is older.
 */
export function packagedYear (year: number): CalendarFile | undefined {
  const days: CalendarFile['days'] = []
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = nextDay(day)) {
    const { work, name } = chineseDays.getDayDetail(day)
    if (work !== isWeekend(day)) continue
    days.push({ day, kind: work ? 'workday' : 'rest', name: work ? `${festivalIn(name)}调休` : festivalIn(name) })
  }
  return days.length === 0 ? undefined : { year, source: `国务院办公厅关于${year}年部分节假日安排的通知（抄自软件包 chinese-days，请与通知核对）`, days }
}

/** The package says `Spring Festival,春节,4`. */
function festivalIn (name: string): string {
  return name.split(',')[1] ?? name
}
