import type { ModdleElement } from 'bpmn-moddle'

const typeWords: Record<string, string> = {
  UserTask: '人工步骤',
  ServiceTask: '自动步骤',
  BusinessRuleTask: '决策步骤',
  CallActivity: '调用流程',
  SubProcess: '子流程',
  ExclusiveGateway: '判断',
  ParallelGateway: '并行网关',
  EventBasedGateway: '等待网关',
  InclusiveGateway: '多选网关',
  StartEvent: '开始',
  EndEvent: '结束',
  BoundaryEvent: '边界事件',
  IntermediateCatchEvent: '等待',
  IntermediateThrowEvent: '事件'
}

/** The settings that people know by a name; others are told by their own. */
const settingWords: Record<string, string> = {
  'TaskDefinition.type': '作业类型',
  'TaskDefinition.retries': '重试次数',
  'FormDefinition.formId': '表单',
  'AssignmentDefinition.candidateGroups': '办理组',
  'AssignmentDefinition.assignee': '办理人',
  'TaskSchedule.dueDate': '办理期限',
  'CalledElement.processId': '调用的流程',
  'CalledDecision.decisionId': '决策表',
  conditionExpression: '条件',
  timeDuration: '等待时长',
  timeDate: '等到的时间',
  messageRef: '消息',
  errorRef: '错误',
  default: '默认出线',
  attachedToRef: '所附的步骤',
  cancelActivity: '是否中断',
  isExecutable: '是否可执行',
  documentation: '说明'
}

export function isFlowNode ({ $type }: ModdleElement): boolean {
  return typeWords[localType($type)] !== undefined
}

export function elementWords ({ $type }: ModdleElement): string {
  return typeWords[localType($type)] ?? '元素'
}

/** The name as drawn; the id when there is none. */
export function titleOf (element: ModdleElement): string {
  return `“${typeof element.name === 'string' && element.name !== '' ? element.name : element.id ?? ''}”`
}

/** What is set otherwise at an element of both models, one sentence a setting. */
export function propertyChanges (before: ModdleElement | undefined, after: ModdleElement | undefined): string[] {
  if (before === undefined || after === undefined) return []
  const subject = `${after.$type === 'bpmn:SequenceFlow' ? '连线' : elementWords(after)}${titleOf(after)}`
  const [old, now] = [settingsOf(before), settingsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key)).map((key) => {
    if (key === 'name') return `${elementWords(after)}${titleOf(before)}改名为${titleOf(after)}`
    const word = settingWords[key] ?? `设置 ${key} `
    if (old.get(key) === undefined) return `${subject}增加${word}：${now.get(key)}`
    if (now.get(key) === undefined) return `${subject}去掉${word}（原为 ${old.get(key)}）`
    return `${subject}的${word}由 ${old.get(key)} 改为 ${now.get(key)}`
  })
}

/** Every setting of one element by name: its own attributes, those of its event definition, and the engine's extensions. */
function settingsOf (element: ModdleElement): Map<string, string> {
  const settings = new Map<string, string>()
  for (const [key, value] of Object.entries(element)) {
    if (!ignored.has(key) && !key.startsWith('$')) addValue(settings, key, value)
  }
  for (const definition of listOf(element.eventDefinitions)) {
    for (const key of ['timeDuration', 'timeDate', 'timeCycle', 'messageRef', 'errorRef']) addValue(settings, key, definition[key])
  }
  for (const extension of listOf((element.extensionElements as ModdleElement | undefined)?.values)) addExtension(settings, extension)
  return settings
}

const ignored = new Set(['id', 'incoming', 'outgoing', 'flowElements', 'extensionElements', 'eventDefinitions', 'sourceRef', 'targetRef', 'di', 'artifacts', 'laneSets'])

function addExtension (settings: Map<string, string>, extension: ModdleElement): void {
  const type = localType(extension.$type)
  for (const { source, target } of listOf(extension.inputParameters)) settings.set(`输入 ${String(target)}`, String(source))
  for (const { source, target } of listOf(extension.outputParameters)) settings.set(`输出 ${String(target)}`, String(source))
  for (const [key, value] of Object.entries(extension)) {
    if (!key.startsWith('$') && key !== 'inputParameters' && key !== 'outputParameters') addValue(settings, `${type}.${key}`, value)
  }
}

function addValue (settings: Map<string, string>, key: string, value: unknown): void {
  if (Array.isArray(value)) value.forEach((one, index) => { addValue(settings, index === 0 ? key : `${key}.${index + 1}`, one) })
  else if (isElement(value)) settings.set(key, String(value.body ?? value.text ?? value.name ?? value.id ?? valuesOf(value)))
  else if (value !== undefined && value !== null && typeof value !== 'function') settings.set(key, String(value))
}

function valuesOf (element: ModdleElement): string {
  return Object.entries(element).filter(([key, value]) => !key.startsWith('$') && typeof value !== 'object').map(([, value]) => String(value)).join(' ')
}

function localType (type: string): string {
  return type.slice(type.indexOf(':') + 1)
}

function listOf (value: unknown): ModdleElement[] {
  return Array.isArray(value) ? value as ModdleElement[] : []
}

function isElement (value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value
}
