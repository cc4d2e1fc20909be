import { writeFile } from 'node:fs/promises'
import type { PublishedIndustry } from '../catalogue/types.js'
import { guideSections, savings } from '../documents/guide/guide-sections.js'
import { plainLines } from '../documents/guide/plain-text.js'
import { renderGuide } from '../documents/guide/render-guide.js'
import { draftSource } from '../documents/guide/source-words.js'
import { allQuestions } from '../domain/answers.js'
import { composeFullGuide, composeGuide, unknownPermits, type Guide } from '../domain/guide.js'
import { StartupError } from '../platform/startup-problem.js'
import { readAnswers } from './answers-file.js'
import { UsageError, type Command } from './command.js'
import { draftFlow, draftIndustry } from './draft-industry.js'

export const guide: Command = {
  name: 'guide',
  summary: '一次告知：由 bpmn/ 下的登记得出一个行业的办事指南，不需要数据库和引擎',
  usage: '<行业> [--answers 文件 | --all] [--json] [--pdf 文件]',
  options: { answers: { type: 'string' }, all: { type: 'boolean' }, json: { type: 'boolean' }, pdf: { type: 'string' } },
  optionHelp: {
    answers: '情形问答的回答（YAML 或 JSON）：问题标识: 回答；或 answers: 回答, permits: [事项…]',
    all: '本行业的全部事项',
    json: '输出数据（JSON），与接口 POST /industries/<行业>/guide 相同',
    pdf: '另写一份可打印的办事指南'
  },
  failure: '没有得出办事指南',
  async run ({ positionals: [id, ...rest], values }, io) {
    if (id === undefined || rest.length > 0) throw new UsageError('请写明一个行业，例如 onelicence guide convenience-store --all')
    if (values.all === true && values.answers !== undefined) throw new UsageError('--all 和 --answers 只能用一个')
    const industry = await draftIndustry(id)
    const told = values.all === true ? composeFullGuide(industry) : await guideFor(industry, values.answers as string | undefined)
    if (typeof values.pdf === 'string') await writePdf(told, values.pdf)
    for (const line of values.json === true ? [JSON.stringify(told, null, 2)] : linesOf(told)) io.print(line)
    return 0
  }
}

async function guideFor (industry: PublishedIndustry, file: string | undefined): Promise<Guide> {
  const { answers, permits } = file === undefined ? { answers: {}, permits: undefined } : await readAnswers(file)
  const told = composeGuide(industry, answers, permits === undefined ? {} : { permits })
  const problems = [
    ...told.problems.map(({ question, label, problem }) => `${file ?? ''}：${question}${label === question ? '' : `（${label}）`}：${problem}${choicesOf(industry, question)}`),
    ...unknownPermits(industry, permits).map((id) => `${file ?? ''}：permits 中没有这个事项：${id}（可选：${industry.permits.map((permit) => permit.id).join('、')}）`)
  ]
  if (problems.length > 0) throw new StartupError({ cause: problems.join('\n'), fix: '请更正所答的内容' })
  return told
}

function choicesOf (industry: PublishedIndustry, id: string): string {
  const questions = allQuestions(industry)
  const question = questions.find((one) => one.id === id)
  if (question === undefined) return `（可选：${questions.map((one) => one.id).join('、')}）`
  return question.options === null ? '' : `（可选：${question.options.map(({ value }) => String(value)).join('、')}）`
}

async function writePdf (told: Guide, file: string): Promise<void> {
  const now = new Date()
  const content = await renderGuide({ guide: told, source: draftSource(told.industry.name, now), issuedAt: now, flow: await draftFlow(told.industry.id) })
  await writeFile(file, content).catch((error: Error) => { throw new StartupError({ cause: `写不了文件 ${file}：${error.message}`, fix: '请用 --pdf 指定一个能写的地方' }) })
}

function linesOf (told: Guide): string[] {
  return [
    `${told.industry.name}“一业一证”办事指南`,
    told.industry.summary,
    ...savings(told).map(({ name, unit, before, after }) => `${name}：逐项办理 ${before} ${unit}，一业一证 ${after} ${unit}`),
    ...told.openQuestions.map(({ id, text }) => `还没有回答：${text}（${id}）`),
    ...plainLines(guideSections(told))
  ]
}
