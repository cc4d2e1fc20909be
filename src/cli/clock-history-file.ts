import { CatalogueError, describeProblem } from '../catalogue/catalogue-error.js'
import { readCalendarFiles, readCalendars } from '../catalogue/calendar-files.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { schemaCheck } from '../catalogue/schema-check.js'
import { readYamlFile, type YamlFile } from '../catalogue/yaml-file.js'
import type { ClockEvent, ClockLimits } from '../domain/clock/clock-event.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { workCalendar, type WorkCalendar } from '../domain/working-days.js'
import { StartupError } from '../platform/startup-problem.js'
import { bpmnDir } from './publication-words.js'

/** What a file tells of a permit's clock (`docs/clock-history.schema.json`); `lineOfEvent`: where in it an event stands. */
export interface ClockHistory { title: string, limits: ClockLimits, events: ClockEvent[], asOf: CivilDate, lineOfEvent (index: number): number }

type EventFile = Record<string, string> & { type: ClockEvent['type'], at: string }
interface HistoryFile { permit?: string, stage?: 'preparation' | 'final', limits?: ClockLimits, asOf?: CivilDate, events: EventFile[] }

/** @throws StartupError with every mistake in the file, each with its line */
export async function readClockHistory (file: string): Promise<ClockHistory> {
  const yaml = await readYamlFile('', file)
  if (Array.isArray(yaml)) throw unusable(yaml.map(describeProblem))
  const problems = schemaCheck().check('clock-history', yaml)
  if (problems.length > 0) throw unusable(problems.map(describeProblem))
  const told = yaml.data as HistoryFile
  return {
    ...await limitsOf(told, yaml),
    events: told.events.map((event) => ({ ...event, at: new Date(event.at) }) as ClockEvent),
    asOf: told.asOf ?? civilDateOf(new Date()),
    lineOfEvent: (index) => yaml.lineOf(['events', index])
  }
}

async function limitsOf ({ permit: id, stage, limits }: HistoryFile, yaml: YamlFile): Promise<{ title: string, limits: ClockLimits }> {
  if ((id === undefined) === (limits === undefined)) throw unusable([describeProblem(yaml.problemAt([], 'permit 和 limits 应写一个', '写事项标识 permit，或者写明期限 limits'))])
  if (limits !== undefined) return { title: '所列期限', limits }
  const { permits } = await loadCatalogue(bpmnDir)
  if (!Object.hasOwn(permits, id!)) {
    throw unusable([describeProblem(yaml.problemAt(['permit'], `没有这个事项：${id!}`, `可选：${Object.keys(permits).join('、')}`))])
  }
  const permit = permits[id!]!
  return { title: permit.name, limits: clockLimitsOf(permit, stage ?? null) }
}

/** The arrangements of `bpmn/calendar/`, and in their place those of the files that are given. @throws StartupError with every mistake in those */
export async function readCalendarWith (files: string[]): Promise<WorkCalendar> {
  const given = await readCalendars('', files).catch((error: unknown) => {
    throw error instanceof CatalogueError ? unusable(error.problems.map(describeProblem)) : error
  })
  const own = (await readCalendarFiles(bpmnDir)).filter(({ year }) => given.every((other) => other.year !== year))
  const years = [...own, ...given]
  return workCalendar(years.map(({ year }) => year), years.flatMap(({ days }) => days))
}

function unusable (problems: string[]): StartupError {
  return new StartupError({ cause: problems.join('\n'), fix: '请更正这个文件；写法见 docs/clock.md' })
}
