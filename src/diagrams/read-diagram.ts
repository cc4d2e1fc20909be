import BpmnModdle, { type ModdleElement } from 'bpmn-moddle'
import { hasOutsideLabel, triggers, type Box, type Diagram, type Edge, type Point, type Shape, type Trigger } from './diagram.js'
import { asUnreadable, UnreadableModel } from './unreadable-model.js'

/**
 * Reads the first diagram of a BPMN file.
 * @throws UnreadableModel: broken XML, no BPMN, no process, or a diagram that leaves out elements
 */
export async function readDiagram (xml: string): Promise<Diagram> {
  const { rootElement } = await new BpmnModdle().fromXML(xml).catch((error: Error) => { throw asUnreadable(error) })
  const process = listOf(rootElement.rootElements).find(({ $type }) => $type === 'bpmn:Process')
  if (process === undefined) throw new UnreadableModel('文件里没有流程（bpmn:process）。请在 Camunda Modeler 中画出流程再保存')
  const name = textOf(process.name) || String(process.id)
  const plane = listOf(rootElement.diagrams)[0]?.plane as ModdleElement | undefined
  if (plane === undefined) throw new UnreadableModel(`流程“${name}”只有内容，没有图形（bpmndi:BPMNDiagram）。请在 Camunda Modeler 中画出再保存`)

  const drawn = listOf(plane.planeElement).filter(({ bpmnElement }) => bpmnElement !== undefined)
  const shapes = drawn.filter(({ $type }) => $type === 'bpmndi:BPMNShape').map(shapeOf)
  const edges = drawn.filter(({ $type }) => $type === 'bpmndi:BPMNEdge').map(edgeOf)
  const missing = missingFrom(process, new Map([...shapes, ...edges].map((one) => [one.id, one])))
  if (missing.length > 0) throw new UnreadableModel(`流程“${name}”的图形不完整，缺少：${missing.join('、')}。请在 Camunda Modeler 中补画，或删去这些元素`)
  return { id: String(process.id), name, shapes, edges }
}

function shapeOf (drawn: ModdleElement): Shape {
  const element = drawn.bpmnElement as ModdleElement
  const type = typeOf(element)
  return {
    ...commonOf(drawn, element),
    box: boxOf(drawn.bounds),
    depth: depthOf(element),
    isExpanded: type === 'SubProcess' && drawn.isExpanded !== false,
    isEventSubProcess: element.triggeredByEvent === true,
    trigger: triggerOf(element),
    isInterrupting: element.isInterrupting !== false && element.cancelActivity !== false,
    repetition: repetitionOf(element.loopCharacteristics as ModdleElement | undefined)
  }
}

function edgeOf (drawn: ModdleElement): Edge {
  const element = drawn.bpmnElement as ModdleElement
  const source = element.sourceRef as ModdleElement | undefined
  return {
    ...commonOf(drawn, element),
    points: listOf(drawn.waypoint).map(pointOf),
    isDefault: source?.default === element,
    isConditionalFromActivity: element.conditionExpression !== undefined && source !== undefined && !typeOf(source).endsWith('Gateway')
  }
}

function commonOf (drawn: ModdleElement, element: ModdleElement): Pick<Shape, 'id' | 'type' | 'name' | 'label'> {
  const type = typeOf(element)
  const bounds = (drawn.label as ModdleElement | undefined)?.bounds
  const label = bounds === undefined || !hasOutsideLabel({ type }) ? null : boxOf(bounds)
  return { id: String(element.id), type, name: textOf(element.name) || textOf(element.text), label }
}

function triggerOf (element: ModdleElement): Trigger {
  const definitions = listOf(element.eventDefinitions)
  if (definitions.length > 1) return 'multiple'
  const kind = definitions[0] === undefined ? 'none' : typeOf(definitions[0]).replace('EventDefinition', '').toLowerCase()
  return triggers.find((trigger) => trigger === kind) ?? 'none'
}

function repetitionOf (loop: ModdleElement | undefined): Shape['repetition'] {
  if (loop === undefined) return 'once'
  if (typeOf(loop) === 'StandardLoopCharacteristics') return 'loop'
  return loop.isSequential === true ? 'sequential' : 'parallel'
}

/** Names (or ids) of what should be drawn and isn't; a collapsed sub-process hides what is in it. */
function missingFrom (scope: ModdleElement, drawn: Map<string, Shape | Edge>): string[] {
  return listOf(scope.flowElements).filter((element) => !typeOf(element).startsWith('Data')).flatMap((element) => {
    const found = drawn.get(String(element.id))
    if (found === undefined) return [textOf(element.name) ? `${textOf(element.name)}（${String(element.id)}）` : String(element.id)]
    return 'isExpanded' in found && found.isExpanded ? missingFrom(element, drawn) : []
  })
}

function depthOf (element: ModdleElement): number {
  return element.$parent === undefined ? 0 : depthOf(element.$parent) + (typeOf(element.$parent) === 'SubProcess' ? 1 : 0)
}

function typeOf ({ $type }: ModdleElement): string {
  return $type.slice($type.indexOf(':') + 1)
}

function textOf (value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function boxOf (bounds: unknown): Box {
  const { x, y, width, height } = bounds as Box
  return { x, y, width, height }
}

function pointOf (waypoint: ModdleElement): Point {
  const { x, y } = waypoint as unknown as Point
  return { x, y }
}

function listOf (value: unknown): ModdleElement[] {
  return Array.isArray(value) ? value as ModdleElement[] : []
}
