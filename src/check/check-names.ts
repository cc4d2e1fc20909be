import { basename, dirname } from 'node:path'
import type { Catalogue } from '../catalogue/catalogue.js'
import { engineMessages, startMessageOf } from '../domain/engine-messages.js'
import { departmentRoles } from '../domain/groups.js'
import { errorRegistry } from '../errors.js'
import type { Finding } from './finding.js'
import { extension, findingAt, ofType, type Element, type Model } from './model.js'

/** Processes, messages, errors and groups have the names that the platform and the catalogue know them by. */
export function checkNames (models: Model[], catalogue: Catalogue | undefined): Finding[] {
  return models.flatMap((model) => [
    ...checkProcess(model, models), ...rootElements(model, 'bpmn:Message').flatMap((message) => checkMessage(model, message)),
    ...rootElements(model, 'bpmn:Error').flatMap((error) => checkError(model, error)),
    ...ofType(model, 'UserTask').flatMap((task) => checkGroup(model, task, catalogue))
  ])
}

function rootElements ({ definitions }: Model, type: string): Element[] {
  return definitions.rootElements.filter(({ $type }) => $type === type)
}

function checkProcess (model: Model, models: Model[]): Finding[] {
  const { file, process } = model
  const expected = basename(file) === 'flow.bpmn' ? basename(dirname(file)) : basename(file, '.bpmn')
  const other = models.find((one) => one !== model && one.process.id === process.id)
  return [
    ...(process.id === expected ? [] : [findingAt(model, 'process-name', process, `流程标识“${process.id}”与文件不一致`, `把流程标识改为 ${expected}`)]),
    ...(other === undefined ? [] : [findingAt(model, 'process-name', process, `流程标识“${process.id}”与 ${other.file} 重复`, '给其中一个换标识，文件名跟着改')])
  ]
}

function checkMessage (model: Model, message: Element): Finding[] {
  const name = message.name ?? ''
  const isStart = name === startMessageOf(model.process.id)
  const variable = isStart ? undefined : (engineMessages as Record<string, string>)[name]
  if (!isStart && variable === undefined) {
    return [findingAt(model, 'known-message', message, `平台不发消息“${name}”`, `可用的消息：${[...Object.keys(engineMessages), startMessageOf(model.process.id)].join('、')}`)]
  }
  const expected = variable === undefined ? undefined : `=${variable}`
  const key = extension(message, 'Subscription')?.correlationKey
  return [
    ...(message.id === `message_${name}` ? [] : [findingAt(model, 'known-message', message, `消息“${name}”的标识是 ${message.id}`, `改为 message_${name}`)]),
    ...(key === expected ? [] : [findingAt(model, 'known-message', message, `消息“${name}”的关联键是 ${key ?? '空'}`, `改为 ${expected ?? '空'}`)])
  ]
}

function checkError (model: Model, error: Element): Finding[] {
  if ((error.errorCode ?? '') in errorRegistry) return []
  return [findingAt(model, 'known-error', error, `错误代码“${error.errorCode ?? ''}”不在错误登记中`, '改为 docs/errors.md 所列、标“流程”的错误代码')]
}

/** Literal parts of `=[department + ".reviewer@" + region]`; parts that are variables are known only when the case runs. */
function checkGroup (model: Model, task: Element, catalogue: Catalogue | undefined): Finding[] {
  const expression = extension(task, 'AssignmentDefinition')?.candidateGroups ?? ''
  if (expression === '') return [findingAt(model, 'known-group', task, '没有写由哪个组办理', '选用模板里的组，或写成 =[department + ".reviewer@" + region]')]
  const literals = [...expression.matchAll(/"([^"]*)"/g)].map(([, literal]) => literal!)
  return literals.flatMap((literal) => {
    const [, department = '', role = ''] = /^([a-z-]*)\.([a-z-]*)/.exec(literal) ?? []
    const isRole = role === '' || (departmentRoles as readonly string[]).includes(role)
    const isDepartment = department === '' || catalogue === undefined || catalogue.departments.departments[department] !== undefined
    return [
      ...(isRole ? [] : [findingAt(model, 'known-group', task, `没有角色“${role}”`, `可选：${departmentRoles.join('、')}`)]),
      ...(isDepartment ? [] : [findingAt(model, 'known-group', task, `没有部门“${department}”`, '改为 departments.yaml 所列的标识')])
    ]
  })
}
