import { explainCase } from '../cases/explain-case.js'
import { readDecisionFile } from '../catalogue/decision-file.js'
import { readConfig } from '../config.js'
import { connectDatabase } from '../database/connection.js'
import { ClockError, type ClockLimits } from '../domain/clock/clock-event.js'
import type { ClockState } from '../domain/clock/clock-state.js'
import { explainClock, type ClockExplanation, type ClockStep } from '../domain/clock/explain-clock.js'
import { limitInWords } from '../domain/limit-words.js'
import { civilDateOf, endOfCivilDate, type CivilDate } from '../domain/time.js'
import { lightNames, lightOfState, type Light } from '../domain/watch/light.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import { isInCalendar, type WorkCalendar } from '../domain/working-days.js'
import { StartupError } from '../platform/startup-problem.js'
import { withDatabaseUrl } from '../platform/with-database.js'
import { readCalendarWith, readClockHistory, type ClockHistory } from './clock-history-file.js'
import { UsageError, type Command, type CommandIo } from './command.js'
import { bpmnDir } from './publication-words.js'

export const clock: Command = {
  name: 'clock',
  summary: '期限为何是这一天：一个办件，或者一份计时日志（不需要数据库和引擎），逐项说明规则、条款和到期日',
  usage: 'explain <办件编号 | 文件> [--calendar 文件…] [--json]',
  options: { calendar: { type: 'string', multiple: true }, json: { type: 'boolean' } },
  optionHelp: {
    calendar: '与文件同用：bpmn/calendar/ 以外的年度放假安排（写法相同，可写多次）；同一年的代替登记的',
    json: '输出数据（JSON）'
  },
  failure: '没有得出到期日',
  async run ({ positionals: [action, subject, ...rest], values }, io) {
    if (action !== 'explain' || subject === undefined || rest.length > 0) throw new UsageError('请写明一个办件编号或一份计时日志，例如 onelicence clock explain 经过.json')
    const calendars = (values.calendar ?? []) as string[]
    const isCase = /^\d{18}$/.test(subject)
    if (isCase && calendars.length > 0) throw new UsageError('--calendar 只与文件同用；办件按已发布的放假安排')
    const told = isCase ? await toldOfCase(subject, io) : [await toldOfFile(subject, calendars)]
    for (const line of values.json === true ? [JSON.stringify(isCase ? told : told[0], null, 2)] : told.flatMap(linesOf)) io.print(line)
    return 0
  }
}

interface Told extends ClockExplanation { title: string, limits: ClockLimits, asOf: CivilDate, light: Light | null }

async function toldOfFile (file: string, calendars: string[]): Promise<Told> {
  const calendar = await readCalendarWith(calendars)
  const history = await readClockHistory(file)
  mustBeInCalendar(history, calendar, file)
  const { title, limits, asOf } = history
  const { steps, state } = explained(history, calendar, file)
  const { table } = await readDecisionFile(bpmnDir, 'time-limit-steps')
  return { title, limits, asOf, steps, state, light: lightOfState(state, limits, watchTimesOf(table), calendar, endOfCivilDate(asOf)) }
}

/** @throws StartupError when there is no such case, or no limit of it has begun */
async function toldOfCase (caseNo: string, { env }: CommandIo): Promise<Told[]> {
  const asOf = civilDateOf(new Date())
  const permits = await withDatabaseUrl(readConfig(env), async (url) => {
    const database = connectDatabase({ url, poolSize: 1 })
    try {
      return await explainCase(database, caseNo, asOf)
    } finally {
      await database.destroy()
    }
  })
  if (permits === undefined) throw new StartupError({ cause: `没有这个办件：${caseNo}`, fix: '请核对办件编号（18 位，不含校验位）' })
  if (permits.length === 0) throw new StartupError({ cause: `${caseNo} 的各事项都还没有受理，期限没有起算`, fix: '受理后再看' })
  return permits.map(({ subCaseNo, name, stage, ...permit }) => ({ ...permit, title: `${subCaseNo} ${name}${stage === null ? '' : stage === 'final' ? '（终审）' : '（筹建）'}`, asOf }))
}

function mustBeInCalendar ({ events, asOf }: ClockHistory, calendar: WorkCalendar, file: string): void {
  const outside = [...events.map(({ at }) => civilDateOf(at)), asOf].find((date) => !isInCalendar(calendar, date))
  if (outside === undefined) return
  throw new StartupError({ cause: `${file}：${outside} 没有节假日安排可依`, fix: `请用 --calendar 指定 ${outside.slice(0, 4)} 年的放假安排（写法同 bpmn/calendar/），或更正日期` })
}

function explained ({ limits, events, asOf, lineOfEvent }: ClockHistory, calendar: WorkCalendar, file: string): ClockExplanation {
  try {
    return explainClock(limits, events, calendar, asOf)
  } catch (error) {
    if (!(error instanceof ClockError)) throw error
    const index = error.index ?? 0
    throw new StartupError({ cause: `${file}:${lineOfEvent(index)} 第 ${index + 1} 个事件：${error.message}（${error.code}）`, fix: '请核对经过；规则见 docs/clock.md' })
  }
}

function linesOf ({ title, limits, asOf, steps, state, light }: Told, index: number): string[] {
  const { statutory, promised, extension } = limits
  return [
    ...(index === 0 ? [] : ['']),
    `${title}：法定${statutory === null ? '无' : limitInWords(statutory)}，承诺${limitInWords(promised)}，${extension === null ? '不可延长' : `可延长${limitInWords(extension)}`}`,
    ...steps.flatMap(stepLines),
    '',
    `截至 ${asOf}：${standing(state, limits)}${light === null ? '' : `；亮灯：${lightNames[light]}`}`
  ]
}

function stepLines ({ on, what, rule, basis, promisedDueOn, statutoryDueOn }: ClockStep): string[] {
  return ['', `${on}  ${what}`, `            规则：${rule}（${basis}）`, ...(promisedDueOn === null ? [] : [`            到期：承诺 ${promisedDueOn}，法定 ${statutoryDueOn!}`])]
}

function standing ({ used, remaining, stoppedSince, promisedDueOn, statutoryDueOn, deliveryDueOn, isOverdue, isPromiseMissed, isProvisional }: ClockState, { promised }: ClockLimits): string {
  if (promisedDueOn === null) return '还没有受理，期限没有起算'
  const unit = promised.unit === '工作日' ? ' 个工作日' : ' 日'
  return [
    `承诺期限已用 ${used}${unit}，剩 ${remaining!}${unit}`,
    ...(stoppedSince === null ? [] : [`自 ${stoppedSince} 停表`]),
    `承诺 ${promisedDueOn} 到期，法定 ${statutoryDueOn!} 到期`,
    ...(deliveryDueOn === null ? [] : [`${deliveryDueOn} 前送达`]),
    isOverdue ? '已超过法定期限' : isPromiseMissed ? '超过承诺时限，未超过法定期限' : '未超期',
    ...(isProvisional ? ['节假日安排未公布，日期为暂定'] : [])
  ].join('；')
}
