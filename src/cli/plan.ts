import { readCalendarFiles } from '../catalogue/calendar-files.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { resolveIndustry } from '../catalogue/resolve-industry.js'
import { planOpening, type OpeningPlan, type PlannedPermit, type PlannedWay } from '../domain/plan/opening-plan.js'
import { isCivilDate } from '../domain/time.js'
import { workCalendar } from '../domain/working-days.js'
import { ServiceError } from '../errors.js'
import { readAnswers } from './answers-file.js'
import { UsageError, type Command, type ParsedArguments } from './command.js'
import { bpmnDir } from './publication-words.js'

/** As the API has it. */
const mostPreparation = 1000

export const plan: Command = {
  name: 'plan',
  summary: '我什么时候能开业：按所填情形列出各种合法的办法和每个事项的日期',
  usage: '<行业> [--answers 文件] [--from 日期] [--preparation 天数] [--json]',
  options: { answers: { type: 'string' }, from: { type: 'string' }, preparation: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    answers: '情形问答（YAML 或 JSON）', from: '哪一天提交，如 2026-12-01，默认今天', preparation: '两段式审批的筹建工作日数，默认 0', json: '以 JSON 输出，与接口相同'
  },
  failure: '没有推算',
  async run (args, io) {
    try {
      const planned = planOpening(await requestOf(args))
      for (const line of args.values.json === true ? [JSON.stringify(planned, null, 2)] : linesOf(planned)) io.print(line)
      return 0
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      io.print(refusalOf(error))
      return 1
    }
  }
}

async function requestOf ({ positionals: [id, ...rest], values }: ParsedArguments): Promise<Parameters<typeof planOpening>[0]> {
  if (id === undefined || rest.length > 0) throw new UsageError('请写明一个行业')
  const catalogue = await loadCatalogue(bpmnDir)
  if (catalogue.industries[id] === undefined) throw new UsageError(`没有行业“${id}”；可选：${Object.values(catalogue.industries).map(({ id: known, name }) => `${known}（${name}）`).join('、')}`)
  if (values.from !== undefined && !isCivilDate(values.from)) throw new UsageError(`日期“${String(values.from)}”不对，应为 年-月-日，如 2026-12-01`)
  const preparation = String(values.preparation ?? 0)
  const preparationWorkdays = Number(preparation)
  if (!/^\d{1,4}$/.test(preparation) || preparationWorkdays > mostPreparation) throw new UsageError(`--preparation 应为 0 至 ${mostPreparation} 的工作日数，得到 ${preparation}`)
  const years = await readCalendarFiles(bpmnDir)
  return {
    industry: resolveIndustry(catalogue, id),
    answers: typeof values.answers === 'string' ? (await readAnswers(values.answers)).answers : {},
    submittedAt: typeof values.from === 'string' ? new Date(`${values.from}T09:00:00+08:00`) : new Date(),
    calendar: workCalendar(years.map(({ year }) => year), years.flatMap(({ days }) => days)),
    preparationWorkdays
  }
}

function linesOf ({ industry, submittedOn, assumptions, ways }: OpeningPlan): string[] {
  return [
    `${industry.name}：${submittedOn} 提交，有 ${ways.length} 种办法`,
    ...assumptions.map((assumption) => `  假定 ${assumption}`),
    ...ways.flatMap((way, index) => ['', ...wayLines(way, index + 1)])
  ]
}

function wayLines (way: PlannedWay, number: number): string[] {
  const critical = new Set(way.criticalPath.map(({ permitId }) => permitId))
  return [
    `${number}．${way.title}`,
    `   可以开业：按承诺 ${way.opensOn.promised}（第 ${way.workdays} 个工作日），最快 ${way.opensOn.earliest}，最迟 ${way.opensOn.statutory}${way.isProvisional ? '（节假日安排未公布，暂定）' : ''}`,
    ...way.permits.map((permit) => `   ${critical.has(permit.id) ? '▶' : '　'} ${permit.decidedOn.promised} ${permit.name}（${permit.manner}${stepsOf(permit)}）`),
    `   决定开业日期的是：${way.criticalPath.map(({ on, permitName, what }) => `${on} ${permitName ?? ''}${what}`).join(' → ')}`,
    ...(way.openFacts.length === 0 ? [] : [`   待本市确认：${way.openFacts.join('；')}`])
  ]
}

function stepsOf ({ acceptedOn, visitOn, procedures, waitsFor }: PlannedPermit): string {
  return [
    ...(acceptedOn === null ? [] : [`，${acceptedOn} 受理`]),
    ...(visitOn === null ? [] : [`，${visitOn} 核查`]),
    ...procedures.map(({ name, endsOn }) => `，${name}到 ${endsOn}`),
    ...(waitsFor.length === 0 ? [] : [`，等待${waitsFor.join('、')}`])
  ].join('')
}

/** What must be answered or corrected, by question. */
function refusalOf ({ message, details }: ServiceError): string {
  const lists = Object.values(details ?? {}).filter(Array.isArray).flat() as Record<string, unknown>[]
  return [
    message,
    ...lists.map((one) => `  ${[one.question, one.text ?? one.problem ?? one.message, one.where].filter((part) => part !== undefined).join('：')}`),
    '请把回答写进一个文件，每行一个“问题标识: 回答”，用 --answers 文件 给出；可选的回答见 onelicence guide <行业> --json 的 openQuestions'
  ].join('\n')
}
