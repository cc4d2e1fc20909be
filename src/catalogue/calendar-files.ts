import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { CalendarDay } from '../domain/working-days.js'

export interface CalendarFile { year: number, source: string, days: (CalendarDay & { name: string })[] }

/** The yearly arrangements under `bpmn/calendar/`, one file a year. */
export async function readCalendarFiles (bpmnDir: string): Promise<CalendarFile[]> {
  const dir = join(bpmnDir, 'calendar')
  const names = (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort()
  return await Promise.all(names.map(async (name) => parse(await readFile(join(dir, name), 'utf8')) as CalendarFile))
}
