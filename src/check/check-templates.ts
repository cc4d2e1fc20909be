import { createRequire } from 'node:module'
import { findingOf, type Finding } from './finding.js'
import { extension, findingAt, jobTypesOf, mappingsOf, ofType, templateOf, type Element, type Model } from './model.js'
import { thrownBy, type Template, type TemplateFile, type TemplateProperty } from './template-words.js'

interface Validator { validateZeebe (template: unknown): { valid: boolean, errors: { message: string }[] | null } }
interface Plugin { hasWorker (jobType: string): boolean }

const require = createRequire(import.meta.url)

/** Element templates keep the official schema and lead to a worker or a form; steps come from a template and still are what it made them. */
export function checkTemplates (models: Model[], files: TemplateFile[]): Finding[] {
  const templates = new Map(files.flatMap(({ name, template }) => template === null ? [] : [[name, template] as const]))
  return [...files.flatMap(checkFile), ...models.flatMap((model) => model.elements.flatMap((element) => checkElement(model, element, templates)))]
}

function checkFile ({ file, name, template }: TemplateFile): Finding[] {
  const tell = (what: string, howToMend: string): Finding => findingOf('element-template', { file, line: null, what, howToMend })
  if (template === null) return [tell('不是元素模板（JSON）', '从版本库取回上一版，或对照同类模板改正')]
  const { validateZeebe } = require('@bpmn-io/element-templates-validator') as Validator
  const { valid, errors } = validateZeebe(template)
  if (!valid) return [tell(`不符合 Camunda 元素模板的格式（${errors?.map(({ message }) => message).join('；') ?? ''}）`, '对照同类模板改正')]
  const { hasWorker } = require('bpmnlint-plugin-onelicence/project-files.js') as Plugin
  const jobTypes = template.properties.filter(isJobType).map(({ value }) => String(value))
  return [
    ...(template.id === `onelicence.${name}` ? [] : [tell(`模板标识“${template.id}”与文件名不一致`, `改为 onelicence.${name}`)]),
    ...jobTypes.filter((type) => !hasWorker(type)).map((type) => tell(`作业类型“${type}”没有办理它的程序（workers/${type}.ts）`, '改正类型，或先由开发人员写程序'))
  ]
}

function isJobType ({ binding, value }: TemplateProperty): boolean {
  if (value === undefined) return false
  return (binding.type === 'zeebe:taskDefinition' && binding.property === 'type') || binding.type === 'zeebe:executionListener'
}

function checkElement (model: Model, element: Element, templates: Map<string, Template>): Finding[] {
  const name = templateOf(element)
  if (name === undefined) {
    if (!/:(Service|User)Task$/.test(element.$type)) return []
    return [findingAt(model, 'from-template', element, '不是从模板选用的', '在 Modeler 中选中它，点 Select template 选用“一业一证”的模板')]
  }
  const template = templates.get(name)
  if (template === undefined) return [findingAt(model, 'from-template', element, `没有模板“${name}”`, '重新选用模板，或补上模板文件')]
  return [...checkValues(model, element, template), ...checkErrors(model, element, templates)]
}

function checkValues (model: Model, element: Element, { properties }: Template): Finding[] {
  const changed = properties.filter(({ value, binding, type }) => type === 'Hidden' && (value !== undefined || binding.type === 'zeebe:userTask'))
    .filter(({ value, binding }) => boundValue(element, binding) !== (value ?? true))
  return changed.map(({ binding, value }) => findingAt(model, 'from-template', element,
    `与模板不一致：${binding.name ?? binding.source ?? binding.property ?? binding.type} 应为 ${String(value ?? true)}`, '在 Modeler 中重新选用模板'))
}

/** What the element has where a template's property is bound to. */
function boundValue (element: Element, { type = '', property = '', name, source, eventType }: Record<string, string>): unknown {
  const kind = type.replace('zeebe:', '')
  if (kind === 'userTask') return extension(element, 'UserTask') !== undefined
  if (kind === 'input') return mappingsOf(element, 'input').find(({ target }) => target === name)?.source
  if (kind === 'output') return mappingsOf(element, 'output').find((output) => output.source === source)?.target
  if (kind === 'executionListener') return extension(element, 'ExecutionListeners')?.listeners?.find((listener) => listener.eventType === eventType)?.type
  return (extension(element, kind.charAt(0).toUpperCase() + kind.slice(1)) as Record<string, unknown> | undefined)?.[property]
}

/** An error that a step throws has its way out here; otherwise the case stops with an incident. */
function checkErrors (model: Model, element: Element, templates: Map<string, Template>): Finding[] {
  const thrown = jobTypesOf(element).flatMap((type) => templates.has(type) ? thrownBy(templates.get(type)!) : [])
  const caught = ofType(model, 'BoundaryEvent').filter(({ attachedToRef }) => attachedToRef === element)
    .flatMap(({ eventDefinitions = [] }) => eventDefinitions.map(({ errorRef }) => errorRef?.errorCode))
  return thrown.filter((code) => !caught.includes(code))
    .map((code) => findingAt(model, 'caught-error', element, `会抛出错误“${code}”，没有边界事件接住`, `加一个错误边界事件（错误代码 ${code}），并画出去处`))
}
