import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { drawnIndustries } from '../catalogue/collect-resources.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { readConfig } from '../config.js'
import { createClosers } from '../platform/closers.js'
import { StartupError } from '../platform/startup-problem.js'
import { projectRoot } from '../project-root.js'
import { htmlReport } from '../simulation/report-html.js'
import { jsonReport } from '../simulation/report-json.js'
import { textReport } from '../simulation/report-text.js'
import { hasPassed, type SimulationResult } from '../simulation/result.js'
import { startScratchServers } from '../simulation/scratch-servers.js'
import { simulate as runSimulation, type SimulationOptions } from '../simulation/simulate.js'
import { UsageError, type Command, type CommandIo, type ParsedArguments } from './command.js'
import { createLog } from './log.js'

const everyIndustry = 'all'

export const simulate: Command = {
  name: 'simulate',
  summary: '在真实引擎上把流程的每条路走一遍（临时数据库，不碰平台的数据），找出走不到的节点、异常和死路',
  usage: `<行业>|${everyIndustry}`,
  options: { report: { type: 'string' }, quick: { type: 'boolean' }, plan: { type: 'boolean' }, draw: { type: 'string' }, in: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    report: '把报告（含按覆盖着色的流程图）写到这个 HTML 文件',
    quick: '只跑走完全部节点所需的办件，不再配齐回答的两两组合',
    plan: '不出任何岔子，每一步都在最早的一天办，把事项、核查、期限和每个日期与单凭规则的推算（plan、replay）核对',
    draw: '与 --plan 同用：不配齐回答的组合，像 replay 那样每个行业随机生成这么多件（1 至 1000）',
    in: '目录文件夹，默认 bpmn',
    seed: '回答组合的随机种子（整数），默认 1；同一种子组合相同',
    json: '结果以 JSON 输出'
  },
  failure: '没有模拟',
  async run ({ positionals: [industry, ...rest], values }, io) {
    const bpmnDir = typeof values.in === 'string' ? resolve(values.in) : join(projectRoot(), 'bpmn')
    if (industry === undefined || rest.length > 0) throw new UsageError(`请指明一个行业，或 ${everyIndustry}`)
    const industries = industry === everyIndustry ? [] : [await knownIndustry(bpmnDir, industry)]
    if (typeof values.report === 'string') await mustBeWritable(resolve(values.report))
    const isJson = values.json === true
    const plan = { seed: seedOf(values.seed), isQuick: values.quick === true, isStraight: values.plan === true, drawn: drawnOf(values) }
    const result = await runOnScratch(bpmnDir, industries, plan, { ...io, print: isJson ? () => {} : io.print })
    if (typeof values.report === 'string') {
      await writeFile(resolve(values.report), await htmlReport(result))
      if (!isJson) io.print(`报告已写到 ${values.report}`)
    }
    for (const line of isJson ? [jsonReport(result)] : textReport(result)) io.print(line)
    if (io.interrupted.aborted) io.print('模拟被中断，结果不完整')
    return hasPassed(result) && !io.interrupted.aborted ? 0 : 1
  }
}

async function knownIndustry (bpmnDir: string, industry: string): Promise<string> {
  const known = Object.keys((await loadCatalogue(bpmnDir)).industries)
  if (!known.includes(industry)) throw new UsageError(`没有行业 ${industry}；有：${known.join('、')}`)
  if ((await drawnIndustries(bpmnDir, [industry])).length === 0) throw new UsageError(`行业 ${industry} 还没有流程（bpmn/industries/${industry}/flow.bpmn），无从模拟`)
  return industry
}

/** Told before a run of many minutes, not after it; what stands there stays until then. */
async function mustBeWritable (file: string): Promise<void> {
  await appendFile(file, '').catch((error: Error) => { throw new StartupError({ cause: `写不了文件 ${file}：${error.message}`, fix: '请用 --report 指定一个能写的地方' }) })
}

function seedOf (seed: unknown): number {
  if (seed === undefined) return 1
  if (!/^\d{1,9}$/.test(String(seed))) throw new UsageError(`--seed 应为不超过九位的整数，得到 ${String(seed)}`)
  return Number(seed)
}

function drawnOf ({ draw, plan }: ParsedArguments['values']): number | undefined {
  if (draw === undefined) return undefined
  if (plan !== true) throw new UsageError('--draw 要与 --plan 同用：随机生成的办件走不完每个节点')
  if (!/^\d{1,4}$/.test(String(draw)) || Number(draw) < 1 || Number(draw) > 1000) throw new UsageError(`--draw 应为 1 至 1000 的整数，得到 ${String(draw)}`)
  return Number(draw)
}

async function runOnScratch (bpmnDir: string, industries: string[], plan: Pick<SimulationOptions, 'seed' | 'isQuick' | 'isStraight' | 'drawn'>, io: CommandIo): Promise<SimulationResult> {
  const config = readConfig(io.env)
  const log = createLog(config)
  const closers = createClosers((name, error) => log.error({ err: error }, `${name} did not stop well`))
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-simulation-'))
  try {
    const servers = await startScratchServers({
      directory, distributionDir: resolve(config.dataDir, 'zeebe-distribution'), javaFolders: config.embeddedJavaFolders, closers, onProgress: io.print
    })
    return await runSimulation({ servers, bpmnDir, dataDir: directory, log, closers, industries, ...plan, interrupted: io.interrupted, onProgress: io.print })
  } finally {
    await closers.closeAll()
    await rm(directory, { recursive: true, force: true })
  }
}
