import type { ModdleElement } from 'bpmn-moddle'
import { readModel } from './model-reader.js'
import type { Resource } from './types.js'

/** A process as drawn: what a case can pass. */
export interface DrawnProcess {
  processId: string
  name: string
  file: string
  xml: string
  /** Flow nodes with their names, by id. */
  nodes: Map<string, string>
  /** Sequence flows, by id: `from → to` in names. */
  flows: Map<string, string>
}

export async function drawnProcesses (resources: Resource[]): Promise<DrawnProcess[]> {
  const processes = await Promise.all(resources.filter(({ name }) => name.endsWith('.bpmn')).map(async ({ name: file, content: xml }) => {
    const { rootElements } = await readModel(xml)
    return listOf(rootElements).filter(({ $type }) => $type === 'bpmn:Process').map((process) => readProcess(process, file, xml))
  }))
  return processes.flat()
}

function readProcess (process: ModdleElement, file: string, xml: string): DrawnProcess {
  const elements = elementsBelow(process)
  const nodes = new Map(elements.filter((element) => !isFlow(element) && !isArtifact(element)).map((node) => [String(node.id), nameOf(node)]))
  const flows = new Map(elements.filter(isFlow).filter(isRecorded).map((flow) => [
    String(flow.id), `${nameOf(flow.sourceRef as ModdleElement)} → ${nameOf(flow.targetRef as ModdleElement)}`
  ]))
  return { processId: String(process.id), name: nameOf(process), file, xml, nodes, flows }
}

function elementsBelow (element: ModdleElement): ModdleElement[] {
  return listOf(element.flowElements).flatMap((inner) => [inner, ...elementsBelow(inner)])
}

function isFlow ({ $type }: ModdleElement): boolean {
  return $type === 'bpmn:SequenceFlow'
}

/** Which event came first the engine tells by the event alone. */
function isRecorded ({ sourceRef }: ModdleElement): boolean {
  return (sourceRef as ModdleElement).$type !== 'bpmn:EventBasedGateway'
}

function isArtifact ({ $type }: ModdleElement): boolean {
  return $type === 'bpmn:TextAnnotation' || $type === 'bpmn:Association' || $type === 'bpmn:Group' || $type.startsWith('bpmn:Data')
}

function nameOf ({ name, id }: ModdleElement): string {
  return typeof name === 'string' && name !== '' ? name : String(id)
}

function listOf (value: unknown): ModdleElement[] {
  return Array.isArray(value) ? value as ModdleElement[] : []
}
