import BpmnModdle, { type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }

/** What a model brings along and what it calls, by id. */
export interface ModelLinks {
  processes: string[]
  calledProcesses: string[]
  forms: string[]
  decisions: string[]
}

/** Reads a BPMN model's links. @throws Error in moddle's words when the XML can't be read. */
export async function modelLinks (xml: string): Promise<ModelLinks> {
  const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(xml)
  const elements = elementsBelow(rootElement)
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
