import BpmnModdle, { type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }

/** How a model begins and what it calls. */
export interface ModelSummary {
  /** Messages that start an instance of its own. */
  startMessages: string[]
  /** Called processes; `message` when the call stands in an event sub-process that a message starts. */
  calls: { process: string, message: string | null }[]
}

/** Reads a model that can be drawn. */
export async function summaryOf (xml: string): Promise<ModelSummary> {
  const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(xml)
  const process = listOf(rootElement.rootElements).find(({ $type }) => $type === 'bpmn:Process')
  return process === undefined ? { startMessages: [], calls: [] } : { startMessages: startMessagesOf(process), calls: callsIn(process, null) }
}

function startMessagesOf (scope: ModdleElement): string[] {
  return listOf(scope.flowElements).filter(({ $type }) => $type === 'bpmn:StartEvent')
    .flatMap(({ eventDefinitions }) => listOf(eventDefinitions))
    .flatMap(({ messageRef }) => messageRef === undefined ? [] : [String((messageRef as ModdleElement).name)])
}

function callsIn (scope: ModdleElement, message: string | null): ModelSummary['calls'] {
  return listOf(scope.flowElements).flatMap((element) => {
    const inside = element.triggeredByEvent === true ? startMessagesOf(element)[0] ?? message : message
    const called = listOf((element.extensionElements as ModdleElement | undefined)?.values).filter(({ $type }) => $type === 'zeebe:CalledElement')
    return [...called.map(({ processId }) => ({ process: String(processId), message })), ...callsIn(element, inside)]
  })
}

function listOf (value: unknown): ModdleElement[] {
  return Array.isArray(value) ? value as ModdleElement[] : []
}
