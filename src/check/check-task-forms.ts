import type { Finding } from './finding.js'
import { extension, findingAt, mappingsOf, ofType, type Element, type Model } from './model.js'
import type { Form, FormPart } from './read-models.js'

/** What a person fills in is what the task hands on: a form asks for nothing that is lost, and a task hands on nothing that no form asks for. */
export function checkTaskForms (models: Model[], forms: Form[]): Finding[] {
  const byId = new Map(forms.map((form) => [form.id, form]))
  return models.flatMap((model) => ofType(model, 'UserTask').flatMap((task) => {
    const form = byId.get(extension(task, 'FormDefinition')?.formId ?? '')
    return form === undefined ? [] : compare(model, task, form)
  }))
}

function compare (model: Model, task: Element, form: Form): Finding[] {
  const asked = new Set(entriesOf(form.components))
  const handedOn = mappingsOf(task, 'output').map(({ source }) => /^=\s*(\w+)\s*$/.exec(source)?.[1]).filter((name) => name !== undefined && name !== 'null')
  return [
    ...[...asked].filter((name) => !handedOn.includes(name))
      .map((name) => findingAt(model, 'declared-entry', task, `表单 ${form.file} 中的字段“${name}”，任务没有交出`, `在任务上加输出映射 =${name}，或从表单删去`)),
    ...handedOn.filter((name) => !asked.has(name!))
      .map((name) => findingAt(model, 'declared-entry', task, `任务交出“${name}”，表单 ${form.file} 没有这个字段`, '在表单中加上，或删去这个输出映射'))
  ]
}

/** Names of what a form returns; the columns of a list belong to the list. */
function entriesOf (components: FormPart[]): string[] {
  return components.flatMap(({ key, path, components: inner = [] }) => path !== undefined && path !== '' ? [path] : key === undefined ? entriesOf(inner) : [key])
}
