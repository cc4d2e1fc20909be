import { createAnalysis } from './expressions.js'
import type { Finding } from './finding.js'
import { elementsBelow, extension, findingAt, jobTypesOf, mappingsOf, ofType, type Element, type Model } from './model.js'
import { returnedBy, type TemplateFile } from './template-words.js'

/** What the engine and every user task's listener bring along. */
const ambient = ['taskView', 'refusal', 'loopCounter', 'null']

/** Variables by name, with the values that they may have; an empty list: any. */
type Known = Map<string, string[]>

/** FEEL expressions can be parsed, call functions that the engine has, use variables that some step of the process has set, and compare them with values that these can have. */
export function checkVariables (models: Model[], templates: TemplateFile[]): Finding[] {
  const analyze = createAnalysis()
  const returned = new Map(templates.flatMap(({ name, template }) => template === null ? [] : [[name, returnedBy(template)] as const]))
  const callers = callersIn(models)
  return models.flatMap((model) => {
    const known = knownIn(model, callers.get(model.process.id) ?? [], returned)
    return [model.process, ...model.elements, ...messagesOf(model)].flatMap((element) => expressionsOf(element).flatMap(({ text, isFree }) => {
      const { isValid, inputs, unavailable } = analyze(text)
      if (!isValid) return [findingAt(model, 'feel', element, `表达式 =${text} 写得不对`, '检查括号、引号和运算符；文字用双引号')]
      if (unavailable.length > 0) return [findingAt(model, 'feel', element, `表达式 =${text} 用了引擎 8.6 没有的函数 ${unavailable.join('、')}`, '换一个写法')]
      return isFree ? [] : [...unknownVariables(text, inputs, known), ...impossibleValues(text, known)].map(([what, howToMend]) => findingAt(model, 'known-variable', element, what, howToMend))
    }))
  })
}

type Words = [what: string, howToMend: string]

function unknownVariables (expression: string, inputs: string[], known: Known): Words[] {
  const names = [...known.keys()].filter((name) => !ambient.includes(name)).sort().join('、')
  return inputs.filter((name) => !known.has(name)).map((name) => [`表达式 =${expression} 中的“${name}”没有哪一步给出`, `改正变量名；本流程有 ${names}`])
}

function messagesOf ({ definitions }: Model): Element[] {
  return definitions.rootElements.filter(({ $type }) => $type === 'bpmn:Message')
}

function impossibleValues (expression: string, known: Known): Words[] {
  return [...expression.matchAll(/(?<![.\w])([A-Za-z]\w*)\s*=\s*"([^"]*)"/g)].flatMap(([, name, value]) => {
    const values = known.get(name!) ?? []
    return values.length === 0 || values.includes(value!) ? [] : [[`“${name!}”不会等于“${value!}”`, `可能的值：${values.join('、')}`] as Words]
  })
}

function knownIn (model: Model, callers: Element[], returned: Map<string, Record<string, string[]>>): Known {
  const known: Known = new Map(ambient.map((name) => [name, []]))
  const add = (name: string, values: string[]): void => { known.set(name, [...known.get(name) ?? [], ...values]) }
  for (const element of model.elements) {
    for (const { target } of [...mappingsOf(element, 'input'), ...mappingsOf(element, 'output')]) add(target, [])
    for (const type of jobTypesOf(element)) for (const [name, values] of Object.entries(returned.get(type) ?? {})) add(name, values)
    for (const name of resultsOf(element)) add(name, [])
  }
  for (const caller of callers) for (const { target } of mappingsOf(caller, 'input')) add(target, [])
  return known
}

/** Call activities by the process that they call. */
function callersIn (models: Model[]): Map<string, Element[]> {
  const callers = new Map<string, Element[]>()
  for (const call of models.flatMap((model) => ofType(model, 'CallActivity'))) callers.set(calledBy(call), [...callers.get(calledBy(call)) ?? [], call])
  return callers
}

function calledBy (call: Element): string {
  return extension(call, 'CalledElement')?.processId ?? ''
}

/** Results of decision tables and scripts, elements of a multi-instance loop. */
function resultsOf (element: Element): string[] {
  return nested(element).flatMap(({ resultVariable, inputElement, outputCollection }) => [resultVariable, inputElement, outputCollection])
    .filter((name): name is string => typeof name === 'string')
}

/** What an element evaluates. `isFree`: from output mappings of what an event, a person or a called process brings, whose names are theirs. */
function expressionsOf (element: Element): { text: string, isFree: boolean }[] {
  const isBringer = /Event$|UserTask$|CallActivity$/.test(element.$type)
  const brought = isBringer ? extension(element, 'IoMapping')?.outputParameters ?? [] : []
  return nested(element).flatMap((part) => Object.entries(part)
    .filter(([key, value]) => !key.startsWith('$') && typeof value === 'string' && value.startsWith('='))
    .map(([, value]) => ({ text: (value as string).slice(1), isFree: brought.includes(part as unknown as Element) })))
}

type Part = Record<string, unknown>

/** An element with what belongs to it alone: extensions, event definitions, conditions; not the nodes inside a scope. */
function nested (element: Element): Part[] {
  const own = new Set<unknown>(elementsBelow(element))
  const open: Part[] = [element as unknown as Part]
  const found: Part[] = []
  while (open.length > 0) {
    const part = open.pop()!
    found.push(part)
    const children = Object.entries(part).filter(([key]) => !key.startsWith('$')).flatMap(([, value]) => Array.isArray(value) ? value as unknown[] : [value])
    open.push(...children.filter((child): child is Part => isPartOf(child, part) && !own.has(child)))
  }
  return found
}

function isPartOf (child: unknown, parent: Part): boolean {
  return typeof child === 'object' && child !== null && '$type' in child && (child as { $parent?: unknown }).$parent === parent
}
