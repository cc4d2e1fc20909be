import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import BpmnModdle from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import { projectRoot } from '../../src/project-root.js'

/** An element as moddle reads it; only the properties that the tests look at. */
export interface Element {
  $type: string
  $attrs: Record<string, string>
  $parent: Element
  id: string
  name?: string
  flowElements?: Element[]
  rootElements: Element[]
  diagrams: { plane: { planeElement: Drawn[] } }[]
  triggeredByEvent?: boolean
  incoming?: Element[]
  outgoing?: Element[]
  sourceRef: Element
  targetRef: Element
  attachedToRef?: Element
  eventDefinitions?: Element[]
  errorRef?: Element
  default?: Element
  conditionExpression?: Element
  extensionElements?: { values: Element[] }
  errorCode?: string
  /** Zeebe's own attributes and children. */
  type?: string
  processId?: string
  formId?: string
  correlationKey?: string
  modelerTemplate?: string
  eventType?: string
  source?: string
  target?: string
  inputParameters?: Element[]
  outputParameters?: Element[]
  listeners?: Element[]
}

export interface Point { x: number, y: number }
export interface Box extends Point { width: number, height: number }

/** A shape or an edge of the diagram. */
export interface Drawn { $type: string, bpmnElement: Element, bounds: Box, waypoint: Point[], label?: { bounds?: Box } }

export interface Model {
  /** Path below bpmn/. */
  file: string
  definitions: Element
  process: Element
  /** Flow nodes and sequence flows at every depth. */
  elements: Element[]
  warnings: string[]
}

export const root = projectRoot()
const catalogue = join(root, 'bpmn')

/** File names without their ending, in a folder of the project. */
export async function namesIn (folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true })
  return entries.filter((entry) => entry.endsWith(ending)).map((entry) => basename(entry, ending)).sort()
}

/** Every model below bpmn/. */
export async function readModels (): Promise<Model[]> {
  const entries = await readdir(catalogue, { recursive: true })
  return await Promise.all(entries.filter((entry) => entry.endsWith('.bpmn')).sort().map(readModel))
}

async function readModel (file: string): Promise<Model> {
  const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(await readFile(join(catalogue, file), 'utf8'))
  const definitions = rootElement as unknown as Element
  const process = definitions.rootElements.find(({ $type }) => $type === 'bpmn:Process')
  if (!process) throw new Error(`${file} has no process`)
  return { file, definitions, process, elements: elementsBelow(process), warnings: warnings.map(({ message }) => message) }
}

/** Children at every depth, without the scope itself. */
export function elementsBelow (scope: Element): Element[] {
  return (scope.flowElements ?? []).flatMap((element) => [element, ...elementsBelow(element)])
}

export function ofType (model: Model, ...types: string[]): Element[] {
  return model.elements.filter(({ $type }) => types.includes($type.replace('bpmn:', '')))
}

/** The first Zeebe extension of a kind, such as `TaskDefinition`. */
export function extension (element: Element, kind: string): Element | undefined {
  return element.extensionElements?.values.find(({ $type }) => $type === `zeebe:${kind}`)
}
