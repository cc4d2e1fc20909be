import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import BpmnModdle from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import type { CatalogueProblem } from '../catalogue/catalogue-error.js'
import { decodeUtf8 } from '../catalogue/utf8.js'
import { findingOf, type Finding } from './finding.js'
import { elementsBelow, type Element, type Model } from './model.js'
import { ampersandProblem, xmlProblem } from './xml-problem.js'

/** A form of a user task, or one of a permit's fields. */
export interface Form { file: string, id: string, components: FormPart[] }
export interface FormPart { type?: string, key?: string, path?: string, components?: FormPart[] }

/** The drawn part of the catalogue, every file parsed once; what can't be read is among the findings instead. */
export interface Drawings { models: Model[], forms: Form[], findings: Finding[] }

export async function readDrawings (dir: string): Promise<Drawings> {
  const entries = (await readdir(dir, { recursive: true })).map((entry) => entry.split(sep).join('/')).sort()
  const drawings: Drawings = { models: [], forms: [], findings: [] }
  const tell = (file: string, problem: Omit<CatalogueProblem, 'file'>): void => { drawings.findings.push(findingOf('readable', { file, ...problem })) }
  for (const file of entries.filter((entry) => /\.(bpmn|form|dmn)$/.test(entry))) {
    const content = await readFile(join(dir, file)).catch(() => undefined)
    const text = content === undefined ? undefined : decodeUtf8(content)
    if (content === undefined) tell(file, { line: null, what: '读不了：是文件夹、失效的链接，或没有权限', howToMend: '换成文件，或移出目录' })
    else if (text === undefined) tell(file, { line: null, what: '文件不是 UTF-8 编码（可能是 GBK）', howToMend: '用编辑器另存为 UTF-8；流程图用 Camunda Modeler 保存即可' })
    else if (file.endsWith('.form')) readForm(file, text, drawings, tell)
    else if (file.endsWith('.bpmn')) await readModel(file, text, drawings, tell)
  }
  return drawings
}

type Tell = (file: string, problem: Omit<CatalogueProblem, 'file'>) => void

function readForm (file: string, text: string, drawings: Drawings, tell: Tell): void {
  try {
    const { id, components } = JSON.parse(text) as { id: unknown, components: unknown }
    if (typeof id !== 'string' || !areParts(components)) throw new Error('no form')
    drawings.forms.push({ file, id, components })
  } catch {
    tell(file, { line: null, what: '不是 Camunda 表单（JSON）', howToMend: '用 Camunda Modeler 打开并重新保存' })
  }
}

function areParts (components: unknown): components is FormPart[] {
  return Array.isArray(components) && components.every((part: Partial<FormPart> | null) =>
    typeof part === 'object' && part !== null && (part.components === undefined || areParts(part.components)))
}

async function readModel (file: string, text: string, drawings: Drawings, tell: Tell): Promise<void> {
  const ampersand = ampersandProblem(text)
  if (ampersand !== undefined) tell(file, ampersand)
  const read = await new BpmnModdle({ zeebe }).fromXML(text).catch((error: unknown) => error as Error)
  if (read instanceof Error) return tell(file, xmlProblem(read.message))
  for (const { message } of read.warnings) tell(file, xmlProblem(message))
  const definitions = read.rootElement as unknown as Element
  const processes = (definitions.rootElements ?? []).filter(({ $type }) => $type === 'bpmn:Process')
  if (processes.length !== 1) {
    tell(file, { line: null, what: `文件里有 ${processes.length} 个流程`, howToMend: '一个文件画一个流程' })
    return
  }
  drawings.models.push({ file, text, definitions, process: processes[0]!, elements: elementsBelow(processes[0]!) })
}
