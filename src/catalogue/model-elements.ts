import type { ModdleElement } from 'bpmn-moddle'
import { readModel } from './model-reader.js'
import type { Resource } from './types.js'

/** What the models say about their elements that the API needs, by process id and element id. */
export interface ModelElements {
  /** Names as drawn (the process itself under its own id): progress and tasks are shown in these words. */
  names: Record<string, Record<string, string>>
  /** The variables that a user task's output mappings read: what the person enters, and all that is taken from them. */
  taskOutputs: Record<string, Record<string, string[]>>
}

export async function modelElements (resources: Resource[], parse = readModel): Promise<ModelElements> {
  const read: ModelElements = { names: {}, taskOutputs: {} }
  for (const { content } of resources.filter(({ name }) => name.endsWith('.bpmn'))) {
    const { rootElements } = await parse(content)
    for (const process of listOf(rootElements).filter(({ $type }) => $type === 'bpmn:Process')) {
      const elements = withElementsBelow(process)
      read.names[String(process.id)] = Object.fromEntries(elements.filter(({ name }) => typeof name === 'string' && name !== '')
        .map(({ id, name }) => [String(id), String(name)]))
      read.taskOutputs[String(process.id)] = Object.fromEntries(elements.filter(({ $type }) => $type === 'bpmn:UserTask')
        .map((task) => [String(task.id), outputVariables(task)]))
    }
  }
  return read
}

function withElementsBelow (element: ModdleElement): ModdleElement[] {
  return [element, ...listOf(element.flowElements).flatMap(withElementsBelow)]
}

/** Mappings of a plain variable (`=decision`); one of a constant (`=null`) reads nothing. */
function outputVariables (task: ModdleElement): string[] {
  const mappings = listOf((task.extensionElements as ModdleElement | undefined)?.values).filter(({ $type }) => $type === 'zeebe:IoMapping')
  const sources = mappings.flatMap(({ outputParameters }) => listOf(outputParameters)).map(({ source }) => /^=\s*([A-Za-z_]\w*)\s*$/.exec(String(source))?.[1])
  return [...new Set(sources.filter((name): name is string => name !== undefined && name !== 'null' && name !== 'refusal'))]
}

function listOf (value: unknown): ModdleElement[] {
  return Array.isArray(value) ? value as ModdleElement[] : []
}
