import type { ModdleElement } from 'bpmn-moddle'
import { diff } from 'bpmn-js-differ'
import type { ReadModel } from '../model-reader.js'
import type { Resource } from '../types.js'
import { movedSteps } from './moved-steps.js'
import { elementWords, isFlowNode, propertyChanges, titleOf } from './model-words.js'

/** What changes in the models between two sets of deployed files: steps added, removed, moved, changed. One list of sentences a model that differs. */
export async function modelChanges (before: Resource[], after: Resource[], read: ReadModel): Promise<{ title: string, changes: string[] }[]> {
  const old = new Map(before.filter(isModel).map(({ name, content }) => [name, content]))
  const groups: { title: string, changes: string[] }[] = []
  for (const { name, content } of after.filter(isModel)) {
    const former = old.get(name)
    old.delete(name)
    if (former === content) continue
    const now = await read(content)
    groups.push({ title: modelTitle(now, name), changes: former === undefined ? ['新增流程图'] : changesOf(await read(former), now) })
  }
  for (const [name, content] of old) groups.push({ title: modelTitle(await read(content), name), changes: ['不再使用这个流程图'] })
  return groups
}

function changesOf (before: ModdleElement, after: ModdleElement): string[] {
  const { _added: added, _removed: removed, _changed: changed, _layoutChanged: placed } = diff(before, after)
  const [old, now] = [elementsById(before), elementsById(after)]
  const changes = [
    ...Object.values(added).filter(isFlowNode).map((element) => `新增${elementWords(element)}${titleOf(element)}`),
    ...Object.values(removed).filter(isFlowNode).map((element) => `删除${elementWords(element)}${titleOf(element)}`),
    ...movedSteps(old, now),
    ...Object.keys(changed).flatMap((id) => propertyChanges(old.get(id), now.get(id)))
  ]
  if (changes.length === 0 && [added, removed, changed].some((group) => Object.keys(group).length > 0)) changes.push('连线或设置有改动')
  if (Object.keys(placed).length > 0) changes.push('图形位置有调整（不影响办理）')
  return changes.length > 0 ? changes : ['文件写法有改动（不影响办理）']
}

function isModel ({ name }: Resource): boolean {
  return name.endsWith('.bpmn')
}

function modelTitle (definitions: ModdleElement, file: string): string {
  const process = (definitions.rootElements as ModdleElement[] | undefined)?.find(({ $type }) => $type === 'bpmn:Process')
  return `流程图“${typeof process?.name === 'string' ? process.name : file}”`
}

function elementsById (definitions: ModdleElement): Map<string, ModdleElement> {
  const found = new Map<string, ModdleElement>()
  const visit = (element: ModdleElement): void => {
    if (element.id !== undefined) found.set(element.id, element)
    for (const key of ['rootElements', 'flowElements']) for (const child of (element[key] as ModdleElement[] | undefined) ?? []) visit(child)
  }
  visit(definitions)
  return found
}
