import { ClockError, type ClockLimits } from '../domain/clock/clock-event.js'
import type { ClockState } from '../domain/clock/clock-state.js'
import { explainClock, type ClockExplanation, type ClockStep } from '../domain/clock/explain-clock.js'
import { limitInWords } from '../domain/limit-words.js'
import { civilDateOf } from '../domain/time.js'
import { isInCalendar, type WorkCalendar } from '../domain/working-days.js'
import { StartupError } from '../platform/startup-problem.js'
import { readCalendarWith, readClockHistory, type ClockHistory } from './clock-history-file.js'
import { UsageError, type Command } from './command.js'

export const clock: Command = {
  name: 'clock',
  summary: '期限为何是这一天：由一份计时日志逐项说明规则、条款和到期日，不需要数据库和引擎',
  usage: 'explain <文件> [--calendar 文件…] [--json]',
  options: { calendar: { type: 'string', multiple: true }, json: { type: 'boolean' } },
  optionHelp: {
    calendar: 'bpmn/calendar/ 以外的年度放假安排（写法相同，可写多次）；同一年的代替登记的',
    json: '输出数据（JSON）'
  },
  failure: '没有得出到期日',
  async run ({ positionals: [action, file, ...rest], values }, io) {
    if (action !== 'explain' || file === undefined || rest.length > 0) throw new UsageError('请写明一份计时日志，例如 onelicence clock explain 经过.json')
    const calendar = await readCalendarWith((values.calendar ?? []) as string[])
    const history = await readClockHistory(file)
    mustBeInCalendar(history, calendar, file)
    const explanation = explained(history, calendar, file)
    for (const line of values.json === true ? [JSON.stringify({ asOf: history.asOf, ...explanation }, null, 2)] : linesOf(history, explanation)) io.print(line)
    return 0
  }
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

function linesOf ({ title, limits, asOf }: ClockHistory, { steps, state }: ClockExplanation): string[] {
  const { statutory, promised, extension } = limits
  return [
    `${title}：法定${statutory === null ? '无' : limitInWords(statutory)}，承诺${limitInWords(promised)}，${extension === null ? '不可延长' : `可延长${limitInWords(extension)}`}`,
    ...steps.flatMap(stepLines),
    '',
    `截至 ${asOf}：${standing(state, limits)}`
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
