import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import t from 'tap'
import { engineMessages } from '../../src/domain/engine-messages.js'
import { watchSteps } from '../../src/domain/watch/watch-steps.js'
import { errorRegistry } from '../../src/errors.js'
import { extension, jobTypesOf, namesIn, ofType, readModels, root, templateOf, type Element, type Model } from './models.js'

interface Template { id: string, properties: TemplateProperty[] }
interface TemplateProperty { type: string, value?: unknown, binding: Record<string, string> }
interface ValidationResult { valid: boolean, errors: { message: string }[] | null }

const { validateZeebe } = createRequire(import.meta.url)('@bpmn-io/element-templates-validator') as { validateZeebe (template: unknown): ValidationResult }
const models = await readModels()

/** What every message is correlated by; a message that starts a process has no key in the model. */
const subscriptions: Record<string, string> = Object.fromEntries(Object.entries(engineMessages).map(([name, key]) => [name, `=${key}`]))

t.test('every model says which engine it is for', async (t) => {
  for (const { file, definitions } of models) {
    t.match(definitions.$attrs, { 'modeler:executionPlatform': 'Camunda Cloud', 'modeler:executionPlatformVersion': '8.6.0' }, file)
  }
})

t.test('the watch over the limits asks the table about every step that there is', async (t) => {
  const text = await readFile(join(root, 'bpmn/shared/time-limit-watch.bpmn'), 'utf8')
  const [, steps = ''] = /inputCollection="=\[([^\]]*)\]" inputElement="watchStep"/.exec(text) ?? []

  t.same([...steps.matchAll(/&quot;([\w-]+)&quot;/g)].map(([, step]) => step).sort(), Object.keys(watchSteps).sort())
})

t.test('a process is named like its file or its industry, and no two are named alike', async (t) => {
  for (const { file, process } of models) {
    t.equal(process.id, basename(file) === 'flow.bpmn' ? basename(dirname(file)) : basename(file, '.bpmn'), file)
  }
  t.equal(new Set(models.map(({ process }) => process.id)).size, models.length)
})

t.test('every job type has a worker of its name, and every worker a place in a model', async (t) => {
  const used = new Set(models.flatMap((model) => model.elements.flatMap(jobTypesOf)))

  t.same([...used].sort(), await namesIn('workers', '.ts'))
})

t.test('every job type and every user task has an element template of its name, and no template is left over', async (t) => {
  const named = models.flatMap((model) => model.elements.flatMap((element) => {
    if (element.$type === 'bpmn:UserTask') return [element.id]
    return extension(element, 'TaskDefinition')?.type ?? []
  }))
  const called = models.flatMap((model) => ofType(model, 'CallActivity')).map(templateOf).filter((name) => name !== undefined)

  t.same([...new Set([...named, ...called])].sort(), await namesIn('bpmn/.camunda/element-templates', '.json'))
})

t.test('every element template keeps the official schema and its file name', async (t) => {
  for (const name of await namesIn('bpmn/.camunda/element-templates', '.json')) {
    const template = await readTemplate(name)
    const { valid, errors } = validateZeebe(template)
    t.ok(valid, `${name}: ${errors?.map(({ message }) => message).join('; ') ?? ''}`)
    t.equal(template.id, `onelicence.${name}`)
  }
})

t.test('an element made from a template carries what the template sets', async (t) => {
  for (const element of models.flatMap((model) => model.elements)) {
    const name = templateOf(element)
    if (name === undefined) continue
    for (const property of (await readTemplate(name)).properties) {
      if (property.value === undefined && property.binding.type !== 'zeebe:userTask') continue
      t.equal(boundValue(element, property.binding), property.value ?? true, `${element.id}: ${JSON.stringify(property.binding)}`)
    }
  }
})

t.test('every service and user task comes from a template', async (t) => {
  for (const model of models) {
    for (const element of ofType(model, 'ServiceTask', 'UserTask')) t.ok(templateOf(element), `${model.file}: ${element.id}`)
  }
})

t.test('messages have the ids and correlation keys that the workers count on', async (t) => {
  for (const { file, process, definitions } of models) {
    for (const message of definitions.rootElements.filter(({ $type }) => $type === 'bpmn:Message')) {
      t.equal(message.id, `message_${message.name}`, file)
      const expected = message.name === `${process.id}-application-submitted` ? undefined : subscriptions[message.name ?? '']
      t.equal(extension(message, 'Subscription')?.correlationKey, expected, `${file}: ${message.name}`)
    }
  }
})

t.test('every error that a model catches is in the error registry', async (t) => {
  for (const { file, definitions } of models) {
    for (const error of definitions.rootElements.filter(({ $type }) => $type === 'bpmn:Error')) {
      t.ok((error.errorCode ?? '') in errorRegistry, `${file}: ${error.errorCode ?? 'no code'}`)
    }
  }
})

t.test('an error that a worker names itself has its way out in every model that uses the worker', async (t) => {
  for (const jobType of await namesIn('workers', '.ts')) {
    const source = await readFile(join(root, 'workers', `${jobType}.ts`), 'utf8')
    for (const [, code] of source.matchAll(/new BpmnError\('([^']+)'/g)) {
      const tasks = models.flatMap((model) => ofType(model, 'ServiceTask').filter((task) => jobTypesOf(task).includes(jobType)).map((task) => ({ model, task })))
      for (const { model, task } of tasks) t.ok(caughtCodes(model, task).includes(code!), `${model.file}: ${task.id} throws ${code}`)
    }
  }
})

t.test('every called process is here', async (t) => {
  const processes = new Set(models.map(({ process }) => process.id))
  for (const model of models) {
    for (const call of ofType(model, 'CallActivity')) t.ok(processes.has(extension(call, 'CalledElement')?.processId ?? ''), `${model.file}: ${call.id}`)
  }
})

t.test('nodes have Chinese names, conditional flows too, and ids are English and stable', async (t) => {
  for (const model of models) {
    for (const element of model.elements) {
      t.match(element.id, /^[a-z][\w-]*$/, model.file)
      if (isNamed(element)) t.match(element.name, /\p{Script=Han}/u, `${model.file}: ${element.id}`)
    }
  }
})

/** A gateway that only merges and a flow without a condition need no name. */
function isNamed (element: Element): boolean {
  if (element.$type === 'bpmn:SequenceFlow') return element.conditionExpression !== undefined || element.sourceRef.default === element
  return !element.$type.endsWith('Gateway') || (element.outgoing ?? []).length > 1
}

function caughtCodes (model: Model, task: Element): string[] {
  return ofType(model, 'BoundaryEvent').filter(({ attachedToRef }) => attachedToRef?.id === task.id)
    .flatMap(({ eventDefinitions }) => eventDefinitions?.flatMap(({ errorRef }) => errorRef?.errorCode ?? []) ?? [])
}

async function readTemplate (name: string): Promise<Template> {
  return JSON.parse(await readFile(join(root, 'bpmn/.camunda/element-templates', `${name}.json`), 'utf8')) as Template
}

/** What the element has where a template's property is bound to. */
function boundValue (element: Element, { type = '', property = '', name, source, eventType }: Record<string, string>): unknown {
  const kind = type.replace('zeebe:', '')
  const io = extension(element, 'IoMapping')
  if (kind === 'userTask') return extension(element, 'UserTask') !== undefined
  if (kind === 'input') return io?.inputParameters?.find(({ target }) => target === name)?.source
  if (kind === 'output') return io?.outputParameters?.find((output) => output.source === source)?.target
  if (kind === 'executionListener') return extension(element, 'ExecutionListeners')?.listeners?.find((listener) => listener.eventType === eventType)?.type
  return (extension(element, kind.charAt(0).toUpperCase() + kind.slice(1)) as Record<string, unknown> | undefined)?.[property]
}
