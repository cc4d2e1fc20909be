import { join } from 'node:path'
import { DmnModdle } from 'dmn-moddle'
import type { DecisionInput, DecisionRule, DecisionTable } from '../domain/decision-table.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { readText } from './utf8.js'

/** An element of a DMN model; only what a decision table consists of. */
interface Element {
  $type: string
  id: string
  name?: string
  label?: string
  description?: string
  text?: string
  typeRef?: string
  hitPolicy?: string
  drgElement?: Element[]
  decisionLogic?: Element
  input?: Element[]
  output?: Element[]
  rule?: Element[]
  inputExpression?: Element
  inputValues?: Element
  outputValues?: Element
  inputEntry?: Element[]
  outputEntry?: Element[]
}

/** Reads `shared/<id>.dmn`: one decision table of that id. What can't be read becomes problems. */
export async function readDecisionFile (dir: string, id: string): Promise<{ table?: DecisionTable, problems: CatalogueProblem[] }> {
  const file = decisionFile(id)
  const problems: CatalogueProblem[] = []
  const tell = (line: number | null, what: string, howToMend: string): { problems: CatalogueProblem[] } => {
    problems.push({ file, line, what, howToMend })
    return { problems }
  }
  const xml = await readText(join(dir, file)).catch(() => undefined)
  if (xml === undefined) return tell(null, '没有这份决策表', '从上一版恢复，或用 Camunda Modeler 新建 DMN 决策表')
  const model = await new DmnModdle().fromXML(xml).catch((error: unknown) => error as Error)
  if (model instanceof Error) return tell(null, `不是能读的 DMN：${model.message.split('\n')[0] ?? ''}`, '用 Camunda Modeler 打开检查并重新保存')
  const decision = (model.rootElement as unknown as Element).drgElement?.find((element) => element.id === id)
  const logic = decision?.decisionLogic
  if (logic?.$type !== 'dmn:DecisionTable') return tell(null, `文件中没有标识为“${id}”的决策表`, '在 Modeler 中把决策的标识改回来，决策逻辑用决策表')
  const hitPolicy = logic.hitPolicy ?? 'UNIQUE'
  if (hitPolicy !== 'UNIQUE' && hitPolicy !== 'FIRST') return tell(lineOf(xml, logic.id), `命中策略“${hitPolicy}”不支持`, '改为 Unique（唯一）；须按顺序取第一条的用 First')
  const rules = (logic.rule ?? []).map((rule) => ruleFrom(xml, rule, (line, what) => tell(line, what, '文字加英文双引号，数字、true、false 直接写')))
  return {
    problems,
    table: { id, name: decision!.name ?? id, hitPolicy, rules, inputs: (logic.input ?? []).map(inputFrom), outputs: (logic.output ?? []).map(outputFrom) }
  }
}

export function decisionFile (id: string): string {
  return `shared/${id}.dmn`
}

function inputFrom ({ label, inputExpression, inputValues }: Element): DecisionInput {
  const name = inputExpression?.text?.trim() ?? ''
  return { name, label: label ?? name, type: inputExpression?.typeRef ?? 'string', values: listed(inputValues) }
}

function outputFrom ({ name = '', label, outputValues }: Element): DecisionTable['outputs'][number] {
  return { name, label: label ?? name, values: listed(outputValues) }
}

/** `"甲","乙"`, as the Modeler writes what it lets people choose from. */
function listed (values: Element | undefined): unknown[] | null {
  const text = values?.text?.trim() ?? ''
  return text === '' ? null : literal(`[${text}]`) as unknown[]
}

function ruleFrom (xml: string, { id, description, inputEntry = [], outputEntry = [] }: Element, tell: (line: number | null, what: string) => unknown): DecisionRule {
  const line = lineOf(xml, id)
  const results = outputEntry.map((entry) => {
    const result = literal(entry.text ?? '')
    if (result === undefined) tell(lineOf(xml, entry.id), `结果“${entry.text ?? ''}”不是一个值`)
    return result
  })
  return { id, line, cells: inputEntry.map((entry) => entry.text?.trim() ?? ''), results, note: description ?? '' }
}

/** JSON and FEEL write texts, numbers and booleans alike; undefined when it is none of them. */
function literal (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function lineOf (xml: string, id: string): number | null {
  const at = xml.indexOf(`id="${id}"`)
  return at < 0 ? null : xml.slice(0, at).split('\n').length
}
