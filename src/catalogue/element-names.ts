import BpmnModdle, { type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import type { Resource } from './collect-resources.js'

/** Names as drawn, by process id and element id (the process itself under its own id). */
export type ElementNames = Record<string, Record<string, string>>

/** What the models call their elements: how progress and tasks are named, whatever policy staff draw. */
export async function elementNames (resources: Resource[]): Promise<ElementNames> {
  const names: ElementNames = {}
  for (const { content } of resources.filter(({ name }) => name.endsWith('.bpmn'))) {
    const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(content)
    for (const process of childrenOf(rootElement).filter(({ $type }) => $type === 'bpmn:Process')) {
      names[String(process.id)] = Object.fromEntries(namedBelow(process))
    }
  }
  return names
}

function namedBelow (element: ModdleElement): [string, string][] {
  const own: [string, string][] = typeof element.id === 'string' && typeof element.name === 'string' && element.name !== '' ? [[element.id, element.name]] : []
  return [...own, ...childrenOf(element).flatMap(namedBelow)]
}

function childrenOf (element: ModdleElement): ModdleElement[] {
  const lists = [element.rootElements, element.flowElements].filter((list): list is ModdleElement[] => Array.isArray(list))
  return lists.flat()
}
