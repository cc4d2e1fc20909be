import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isWeekend } from '../domain/civil-days.js'
import { statutoryFestivals } from '../domain/festivals.js'
import type { CalendarDay } from '../domain/working-days.js'
import { CatalogueError, type CatalogueProblem } from './catalogue-error.js'
import { schemaCheck } from './schema-check.js'
import { readYamlFile, type YamlFile } from './yaml-file.js'

export interface CalendarFile { year: number, source: string, days: (CalendarDay & { name: string })[] }

interface ReadCalendar { yaml: YamlFile, calendar: CalendarFile }

/**
 * The yearly arrangements under `calendar/` of the catalogue folder, one file a year.
 * @throws CatalogueError with every mistake in them
 */
export async function readCalendarFiles (dir: string): Promise<CalendarFile[]> {
  const names = (await readdir(join(dir, 'calendar')).catch(() => [])).filter((name) => name.endsWith('.yaml')).sort()
  return await readCalendars(dir, names.map((name) => `calendar/${name}`))
}

/** These files (below `dir`) together: a year may be in one of them only. @throws CatalogueError with every mistake in them */
export async function readCalendars (dir: string, files: string[]): Promise<CalendarFile[]> {
  const problems: CatalogueProblem[] = []
  const read: ReadCalendar[] = []
  for (const file of files) {
    const yaml = await readYamlFile(dir, file)
    const found = Array.isArray(yaml) ? yaml : schemaCheck().check('calendar', yaml)
    if (!Array.isArray(yaml) && found.length === 0) read.push({ yaml, calendar: yaml.data as CalendarFile })
    problems.push(...found)
  }
  problems.push(...read.flatMap(dayProblems), ...read.flatMap(gapProblems), ...read.flatMap((one) => yearProblems(one, read)))
  if (problems.length > 0) throw new CatalogueError(problems)
  return read.map(({ calendar }) => calendar)
}

/** A year's file is about the days of that year, each once; a Saturday needs no rest and a Monday no working day. */
function dayProblems ({ yaml, calendar: { year, days } }: ReadCalendar): CatalogueProblem[] {
  return days.flatMap(({ day, kind }, index) => {
    const tell = (what: string, howToMend: string): CatalogueProblem => yaml.problemAt(['days', index, 'day'], what, howToMend)
    return [
      ...day.startsWith(`${year}-`) ? [] : [tell(`${day} 不是 ${year} 年的日子`, '改正日期，或写到那一年的文件里')],
      ...days.findIndex((other) => other.day === day) === index ? [] : [tell(`${day} 写了两次`, '删去重复的')],
      ...isWeekend(day) === (kind === 'workday') ? [] : [tell(`${day} ${isWeekend(day) ? '本来就是周末' : '本来就是工作日'}，不必写`, '核对通知，改正日期或 kind')]
    ]
  })
}

/** Since when the festivals are the ones that `statutoryFestivals` knows. */
const presentFestivals = 2025

/** Whatever a year's arrangement moves, nobody works on the festivals of the law (全国年节及纪念日放假办法第二条). */
function gapProblems ({ yaml, calendar: { year, days } }: ReadCalendar): CatalogueProblem[] {
  if (year < presentFestivals) return []
  const missing = statutoryFestivals(year).filter((festival) => !isWeekend(festival) && !days.some(({ day, kind }) => day === festival && kind === 'rest'))
  return missing.length === 0 ? [] : [yaml.problemAt(['days'], `${year} 年缺法定节日：${missing.join('、')}`, '照通知补上，kind 为 rest')]
}

function yearProblems ({ yaml, calendar: { year } }: ReadCalendar, all: ReadCalendar[]): CatalogueProblem[] {
  const first = all.find(({ calendar }) => calendar.year === year)!
  return first.yaml === yaml ? [] : [yaml.problemAt(['year'], `${year} 年已经写在 ${first.yaml.file}`, '一年写一个文件')]
}
