import type { CheckItem } from '../catalogue/types.js'

export const findingResults = ['passed', 'mended-on-the-spot', 'rectify', 'failed', 'not-applicable'] as const
export type FindingResult = typeof findingResults[number]

/** One check item of one permit, judged. `facts` and `requirement` are empty where nothing is to be said. */
export interface Finding {
  subCaseNo: string
  permitName: string
  checkItem: string
  checkText: string
  result: FindingResult
  facts: string
  requirement: string
}

/** An item that must be judged; what it is called comes from the catalogue, never from whoever completes the task. */
export interface ItemToJudge { subCaseNo: string, permitName: string, checkItem: CheckItem }

export type FindingsCheck = { problems: string[], findings?: undefined } | { problems: [], findings: Finding[] }

/** The one re-check answers yes or no: there is no second round of rectification. */
const resultsAllowed = {
  inspection: new Set<unknown>(findingResults),
  recheck: new Set<unknown>(['passed', 'failed'])
}

/**
 * Was every item judged exactly once, and nothing else? What must be rectified or has failed says the facts and what is required.
 * `input` is what was entered in a form or sent by any client; `problems` is Chinese text for the inspectors.
 */
export function checkFindings (input: unknown, items: ItemToJudge[], stage: 'inspection' | 'recheck'): FindingsCheck {
  const entries = Array.isArray(input) ? input.map(readEntry) : []
  const known = new Set(items.map((item) => keyOf(item.subCaseNo, item.checkItem.id)))
  const foreign = entries.filter((entry) => !known.has(keyOf(entry.subCaseNo, entry.checkItem)))
  const judged = items.map((item) => judge(item, entries.filter((entry) => isAbout(entry, item)), stage))
  const problems = [
    ...foreign.map((entry) => `检查项“${text(entry.checkText) || text(entry.checkItem) || '（未写明）'}”不属于本次核查`),
    ...judged.flatMap(({ problem }) => problem ?? [])
  ]
  if (problems.length > 0) return { problems }
  return { problems: [], findings: judged.flatMap(({ finding }) => finding ?? []) }
}

/** The visit could not take place: says why. Returns the reason, or undefined when none was given. */
export function reasonNotPossible (input: { findings?: unknown, applicantOpinion?: unknown }): string | undefined {
  const facts = Array.isArray(input.findings) ? input.findings.map(readEntry).map((entry) => text(entry.facts)) : []
  return [text(input.applicantOpinion), ...facts].find((reason) => reason !== '')
}

export type PermitConclusion = { subCaseNo: string, conclusion: 'passed' | 'failed' | 'rectify', note: string }

/**
 * What the visit says about each permit: failed when any item failed, rectify when any is left to be rectified, otherwise passed.
 * With the re-check's findings nothing is left to be rectified: an item that nobody found mended has failed.
 */
export function concludePermits (subCaseNos: string[], findings: Finding[], recheck?: Finding[]): PermitConclusion[] {
  return subCaseNos.map((subCaseNo) => {
    const final = findings.filter((finding) => finding.subCaseNo === subCaseNo).map((finding) => afterRecheck(finding, recheck))
    const failed = final.filter(({ result }) => result === 'failed')
    if (failed.length > 0) return { subCaseNo, conclusion: 'failed', note: listItems(failed) }
    const open = final.filter(({ result }) => result === 'rectify')
    if (open.length > 0) return { subCaseNo, conclusion: 'rectify', note: listItems(open) }
    return { subCaseNo, conclusion: 'passed', note: '' }
  })
}

interface Entry { subCaseNo?: unknown, checkItem?: unknown, checkText?: unknown, result?: unknown, facts?: unknown, requirement?: unknown }

function judge ({ subCaseNo, permitName, checkItem }: ItemToJudge, entries: Entry[], stage: 'inspection' | 'recheck'): { problem?: string, finding?: Finding } {
  const name = `${permitName}“${checkItem.text}”`
  const [entry] = entries
  if (entry === undefined) return { problem: `${name}没有核查结果` }
  if (entries.length > 1) return { problem: `${name}有${entries.length}个核查结果，只能有一个` }
  if (!resultsAllowed[stage].has(entry.result)) return { problem: `${name}请选择${stage === 'recheck' ? '合格或不合格' : '核查结果'}` }

  const result = entry.result as FindingResult
  const finding = { subCaseNo, permitName, checkItem: checkItem.id, checkText: checkItem.text, result, facts: text(entry.facts), requirement: text(entry.requirement) }
  const missing = missingWords(finding, stage)
  return missing === undefined ? { finding } : { problem: `${name}${missing}` }
}

function missingWords ({ result, facts, requirement }: Finding, stage: 'inspection' | 'recheck'): string | undefined {
  if (result !== 'rectify' && result !== 'failed') return undefined
  if (facts === '') return '须写明事实'
  return requirement === '' && stage === 'inspection' ? '须写明依据和要求' : undefined
}

function afterRecheck (finding: Finding, recheck: Finding[] | undefined): Finding {
  if (finding.result !== 'rectify' || recheck === undefined) return finding
  return recheck.find((again) => isAbout(again, { subCaseNo: finding.subCaseNo, checkItem: { id: finding.checkItem } })) ?? { ...finding, result: 'failed' }
}

function isAbout (entry: Entry, item: { subCaseNo: string, checkItem: { id: string } }): boolean {
  return entry.subCaseNo === item.subCaseNo && entry.checkItem === item.checkItem.id
}

function listItems (findings: Finding[]): string {
  return findings.map(({ checkText, facts }) => facts === '' ? checkText : `${checkText}：${facts}`).join('；')
}

function readEntry (entry: unknown): Entry {
  return typeof entry === 'object' && entry !== null ? entry : {}
}

function keyOf (subCaseNo: unknown, checkItem: unknown): string {
  return JSON.stringify([subCaseNo, checkItem])
}

function text (value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
