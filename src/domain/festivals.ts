import { LunarDay, SolarTerm, type SolarDay } from 'tyme4ts'
import type { CivilDate } from './time.js'

/** 清明 among the solar terms of a year, which begin with 冬至 of the year before. */
const pureBrightness = 7

/**
 * The festival days of a year on which everybody rests (全国年节及纪念日放假办法第二条, as of 2025): what is known of a year before the State Council has
 * arranged it. Substitutes for festivals on a weekend and make-up workdays come with the arrangement only.
 */
export function statutoryFestivals (year: number): CivilDate[] {
  const newYear = LunarDay.fromYmd(year, 1, 1)
  const spring = [-1, 0, 1, 2].map((n) => civilDate(newYear.next(n).getSolarDay()))
  return [
    `${year}-01-01`,
    ...spring,
    civilDate(SolarTerm.fromIndex(year, pureBrightness).getSolarDay()),
    `${year}-05-01`, `${year}-05-02`,
    civilDate(LunarDay.fromYmd(year, 5, 5).getSolarDay()),
    civilDate(LunarDay.fromYmd(year, 8, 15).getSolarDay()),
    `${year}-10-01`, `${year}-10-02`, `${year}-10-03`
  ]
}

function civilDate (day: SolarDay): CivilDate {
  return [day.getYear(), day.getMonth(), day.getDay()].map((n) => String(n).padStart(2, '0')).join('-')
}
