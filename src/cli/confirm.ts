import { allOpenFacts, confirmersOf, openFacts } from '../catalogue/open-facts.js'
import type { Catalogue } from '../catalogue/catalogue.js'
import { confirmFact } from '../catalogue/confirm-fact.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { readYaml } from '../catalogue/yaml-text.js'
import { civilDateOf } from '../domain/time.js'
import { UsageError, type Command, type CommandIo, type ParsedArguments } from './command.js'
import { bpmnDir, optionOf, requiredOption } from './publication-words.js'

export const confirm: Command = {
  name: 'confirm',
  summary: '登记〔待核〕内容由谁依据哪份文件确认或更正；confirm list [行业] 列出还没有确认的',
  usage: 'list [行业] | <位置> --by 姓名 --department 部门 --paper 文号 [--date 日期] [--value 更正后的内容]',
  options: {
    by: { type: 'string' }, department: { type: 'string' }, paper: { type: 'string' }, date: { type: 'string' }, value: { type: 'string' }, folder: { type: 'string' }
  },
  optionHelp: {
    by: '确认人姓名',
    department: '确认人所在部门的标识，见 departments.yaml',
    paper: '依据的文号',
    date: '确认日期，例如 2026-12-01；不写即今天',
    value: '更正后的内容：文字；期限写数字或 { n: 5, unit: 工作日 }；不写即照原文确认',
    folder: '目录文件夹，不写即 bpmn'
  },
  failure: '没有登记',
  async run (args, io) {
    const [first, second, ...rest] = args.positionals
    if (first === undefined || rest.length > 0 || (first !== 'list' && second !== undefined)) throw new UsageError('请写明 list，或一处待核内容的位置')
    const catalogue = await loadCatalogue(optionOf(args, 'folder') ?? bpmnDir)
    return first === 'list' ? listFacts(catalogue, second, io) : await confirmOne(catalogue, first, args, io)
  }
}

function listFacts (catalogue: Catalogue, industry: string | undefined, io: CommandIo): number {
  if (industry !== undefined && catalogue.industries[industry] === undefined) throw new UsageError(`没有行业“${industry}”`)
  const facts = industry === undefined ? allOpenFacts(catalogue) : openFacts(catalogue, industry)
  for (const { path, label, text } of facts) io.print(`${path}\t${label}\t${text}\t可由 ${confirmersOf(catalogue, path).map((id) => `${catalogue.departments.departments[id]!.name}（${id}）`).join('、')}确认`)
  io.print(facts.length === 0 ? '没有待核内容' : `共 ${facts.length} 处待核`)
  return 0
}

async function confirmOne (catalogue: Catalogue, fact: string, args: ParsedArguments, io: CommandIo): Promise<number> {
  const on = optionOf(args, 'date') ?? civilDateOf(new Date())
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(Date.parse(on))) throw new UsageError(`--date 得到 "${on}"，日期应写成 2026-12-01`)
  const order = { fact, by: requiredOption(args, 'by'), department: requiredOption(args, 'department'), paper: requiredOption(args, 'paper'), on }
  try {
    const correction = optionOf(args, 'value')
    const { text, outcome } = await confirmFact(catalogue, correction === null ? order : { ...order, value: correctionOf(correction) })
    io.print(`已登记到 confirmations.yaml：${outcome === 'confirmed' ? '照原文确认' : '更正'}“${text}”`)
    io.print('重新发布后生效')
    return 0
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    io.print(error.message)
    return 1
  }
}

function correctionOf (text: string): unknown {
  const read = readYaml(text)
  if ('data' in read) return read.data
  throw new UsageError(`--value 得到 "${text}"，${read.fault.what}（${read.fault.howToMend}）`)
}
