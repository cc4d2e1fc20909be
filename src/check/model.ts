import type { CheckRule, Finding } from './finding.js'

/** An element as moddle reads it; only the properties that are looked at. */
export interface Element {
  $type: string
  $attrs: Record<string, string>
  $parent: Element
  id: string
  name?: string
  flowElements?: Element[]
  /** Remarks and what ties them to elements. */
  artifacts?: Element[]
  /** Of a remark. */
  text?: string
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
  messageRef?: Element
  default?: Element
  conditionExpression?: Element
  extensionElements?: { values: Element[] }
  errorCode?: string
  body?: string
  /** Zeebe's own attributes and children. */
  type?: string
  processId?: string
  formId?: string
  correlationKey?: string
  candidateGroups?: string
  resultVariable?: string
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
  /** Path below the catalogue folder. */
  file: string
  text: string
  definitions: Element
  process: Element
  /** Flow nodes and sequence flows at every depth. */
  elements: Element[]
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

export function mappingsOf (element: Element, direction: 'input' | 'output'): { source: string, target: string }[] {
  const parameters = extension(element, 'IoMapping')?.[`${direction}Parameters`] ?? []
  return parameters.map(({ source = '', target = '' }) => ({ source, target }))
}

/** A service task's own job type and those of an element's listeners. */
export function jobTypesOf (element: Element): string[] {
  const listeners = extension(element, 'ExecutionListeners')?.listeners ?? []
  return [extension(element, 'TaskDefinition')?.type, ...listeners.map(({ type }) => type)].filter((type) => type !== undefined)
}

export function templateOf (element: Element): string | undefined {
  return element.modelerTemplate?.replace('onelicence.', '')
}

/** A finding at an element of a model, with the line on which it begins. */
export function findingAt (model: Model, rule: CheckRule, element: Element, what: string, howToMend: string): Finding {
  return { file: model.file, line: lineOf(model, element.id), element: { id: element.id, name: element.name ?? null }, rule, what, howToMend, severity: 'error' }
}

export function lineOf ({ text }: Model, id: string): number | null {
  const at = text.search(new RegExp(`\\sid="${id.replace(/[^\w-]/g, '.')}"`))
  return at < 0 ? null : text.slice(0, at + 1).split('\n').length
}
