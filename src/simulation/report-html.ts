import { DateTime } from 'luxon'
import { civilZone } from '../domain/time.js'
import type { ProcessCoverage } from '../catalogue/model-coverage.js'
import { coveragePicture } from './coverage-picture.js'
import { incidentInWords, slowestOf } from './report-text.js'
import { deadEnds, hasPassed, type CasePath, type IndustryResult, type SimulationResult } from './result.js'
import { outcomeNames, percent, twistNames } from './report-words.js'

/** One file with everything in it, to keep or to send; the diagrams are coloured by what was passed. */
export async function htmlReport (result: SimulationResult): Promise<string> {
  const industries = await Promise.all(result.industries.map(async (industry) => await industrySection(industry)))
  const shared = await Promise.all(result.shared.map(async (coverage) => await processSection(coverage)))
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>流程模拟报告</title><style>${style}</style></head><body>
<h1>流程模拟报告：<span class="${hasPassed(result) ? 'good">通过' : 'bad">不通过'}</span></h1>
<p>${result.industries.length} 个行业、${result.industries.reduce((sum, { paths }) => sum + paths.length, 0)} 个办件，用时 ${result.seconds} 秒。通过的条件：每个行业的流程节点全部走到${result.isWhole ? '，公共流程的节点合计全部走到' : ''}，没有异常，没有死路。</p>
${table(['行业', '办件', '节点', '连线', '最慢（工作日）'], result.industries.map(summaryRow))}
<h2>异常</h2>${listOf(result.incidents.map(incidentInWords))}
<h2>死路</h2>${listOf(deadEnds(result).map((path) => `${path.industry} 第 ${path.number} 个办件（${path.scenario}）停在 ${path.standsAt.join('、')}`))}
${industries.join('\n')}
<h2>公共流程（各行业合计）</h2>
${shared.join('\n')}
</body></html>
`
}

const style = `body{font-family:'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;margin:2rem auto;padding:0 1.5rem;max-width:1200px;color:#111827}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{border:1px solid #cbd5e1;padding:.3rem .5rem;text-align:left;vertical-align:top;font-size:.9rem}
.good{color:#15803d}.bad{color:#b91c1c}.picture{overflow:auto;border:1px solid #e2e8f0}`

async function industrySection ({ name, industry, flow, paths, uncoveredPairs, impossible }: IndustryResult): Promise<string> {
  return `<h2 id="${escape(industry)}">${escape(name)}</h2>
<p>${uncoveredPairs} 对回答互相排斥${impossible.length > 0 ? `；不会发生的情形：${escape(twistNames(impossible))}` : ''}。</p>
${await processSection(flow)}
<details><summary>${paths.length} 条路径</summary>${table(['序号', '情形', '事项与结果', '工作日'], paths.map(pathRow))}</details>`
}

async function processSection (coverage: ProcessCoverage): Promise<string> {
  const { process, nodes, flows, missedNodes, missedFlows } = coverage
  const isWhole = missedNodes.length === 0
  return `<h3>${escape(process.name)}（${escape(process.file)}）：<span class="${isWhole ? 'good' : 'bad'}">节点 ${percent(nodes - missedNodes.length, nodes)}</span>，连线 ${percent(flows - missedFlows.length, flows)}</h3>
${missedNodes.length + missedFlows.length === 0 ? '' : table(['没有走到', '标识'], [...missedNodes, ...missedFlows].map(({ id, name }) => [name, id]))}
<div class="picture">${await coveragePicture(coverage)}</div>`
}

function summaryRow ({ name, paths, flow: { nodes, flows, missedNodes, missedFlows } }: IndustryResult): string[] {
  return [name, String(paths.length), percent(nodes - missedNodes.length, nodes), percent(flows - missedFlows.length, flows), String(slowestOf(paths)?.workdays ?? '—')]
}

function pathRow ({ number, scenario, permits, workdays }: CasePath): string[] {
  const outcomes = permits.map(({ permit, outcome, acceptedAt, decidedAt }) =>
    `${permit}：${outcomeNames[outcome ?? ''] ?? '未办结'}${acceptedAt === null ? '' : `，${day(acceptedAt)} 受理`}${decidedAt === null ? '' : `，${day(decidedAt)} 决定`}`)
  return [String(number), scenario, outcomes.join('；'), workdays === null ? '—' : String(workdays)]
}

function day (instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: civilZone }).toISODate()!
}

function table (titles: string[], rows: string[][]): string {
  const line = (tag: 'th' | 'td', cells: string[]): string => `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`
  return `<table>${line('th', titles)}${rows.map((cells) => line('td', cells)).join('\n')}</table>`
}

function listOf (items: string[]): string {
  return items.length === 0 ? '<p>无</p>' : `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`
}

function escape (text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
