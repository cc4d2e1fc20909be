import type { ModdleElement } from 'bpmn-moddle'
import { readModel, type ReadModel } from './model-reader.js'

/** What a model brings along and what it calls, by id. */
export interface ModelLinks {
  processes: string[]
  calledProcesses: string[]
  forms: string[]
  decisions: string[]
}

/** A model's links. @throws Error in moddle's words when the XML can't be read. */
export type LinksOf = (xml: string) => Promise<ModelLinks>

/** Looks for the links of each text once: all industries share most of their models. */
export function linkReader (read = readModel): LinksOf {
  const known = new Map<string, Promise<ModelLinks>>()
  return async (xml) => {
    const links = known.get(xml) ?? modelLinks(xml, read)
    known.set(xml, links)
    return await links
  }
}

async function modelLinks (xml: string, read: ReadModel): Promise<ModelLinks> {
  const elements = elementsBelow(await read(xml))
  const named = (type: string, property: string): string[] => [...new Set(elements.filter((element) => element.$type === type)
    .map((element) => element[property]).filter((id): id is string => typeof id === 'string'))]
  return {
    processes: named('bpmn:Process', 'id'),
    calledProcesses: named('zeebe:CalledElement', 'processId'),
    forms: named('zeebe:FormDefinition', 'formId'),
    decisions: named('zeebe:CalledDecision', 'decisionId')
  }
}

function elementsBelow (element: ModdleElement): ModdleElement[] {
  const children = Object.entries(element).filter(([key]) => !key.startsWith('$') && key !== 'di' && key !== 'diagrams')
    .flatMap(([, value]) => Array.isArray(value) ? value as unknown[] : [value])
    .filter((value): value is ModdleElement => isElement(value) && value.$parent === element)
  return [element, ...children.flatMap(elementsBelow)]
}

function isElement (value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value
}
