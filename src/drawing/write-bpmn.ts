import BpmnModdle, { type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import { elementMaker, listOf, type ElementMaker } from './element-maker.js'
import type { Box, Description, Point, Sketch, SketchFlow, SketchNode } from './sketch.js'

/** What a file holds beside the drawing. */
export interface ProcessDescription {
  id: string
  name: string
  documentation: string
  /** By message name: the correlation key, null for one that starts the process. */
  messages: Record<string, string | null>
  /** By error code: its name. */
  errors: Record<string, string>
}

/** The file being written: its elements refer to one another, its diagram to all of them. */
interface File {
  make: ElementMaker
  /** Messages and errors by id. */
  roots: Map<string, ModdleElement>
  shapes: ModdleElement[]
  edges: ModdleElement[]
}

/** The sketch as BPMN 2.0 XML with Zeebe's extensions and its diagram, as Camunda Modeler would save it for Zeebe 8.6. */
export async function writeBpmn (process: ProcessDescription, sketch: Sketch): Promise<string> {
  const moddle = new BpmnModdle({ zeebe })
  const make = elementMaker(moddle)
  const file: File = { make, roots: rootsOf(make, process), shapes: [], edges: [] }
  const root = make({ $type: 'bpmn:Process', id: process.id, name: process.name, isExecutable: true, documentation: [{ $type: 'bpmn:Documentation', text: process.documentation }] })
  fillScope(file, root, sketch)
  const plane = make({ $type: 'bpmndi:BPMNPlane', id: `plane_${process.id}` })
  Object.assign(plane, { bpmnElement: root, planeElement: [...file.shapes, ...file.edges] })
  const diagram = Object.assign(make({ $type: 'bpmndi:BPMNDiagram', id: `diagram_${process.id}` }), { plane })
  const definitions = moddle.create('bpmn:Definitions', {
    id: `definitions_${process.id}`,
    targetNamespace: 'http://onelicence.example/bpmn',
    'modeler:executionPlatform': 'Camunda Cloud',
    'modeler:executionPlatformVersion': '8.6.0',
    'xmlns:modeler': 'http://camunda.org/schema/modeler/1.0',
    rootElements: [root, ...file.roots.values()],
    diagrams: [diagram]
  })
  return (await moddle.toXML(definitions, { format: true })).xml
}

function rootsOf (make: ElementMaker, { messages, errors }: ProcessDescription): Map<string, ModdleElement> {
  return new Map([
    ...Object.entries(messages).map(([name, key]) => [`message_${name}`, make(messageOf(name, key))] as const),
    ...Object.entries(errors).map(([code, name]) => [`error_${code}`, make({ $type: 'bpmn:Error', id: `error_${code}`, name, errorCode: code })] as const)
  ])
}

function messageOf (name: string, key: string | null): Description {
  const subscription = { $type: 'bpmn:ExtensionElements', values: [{ $type: 'zeebe:Subscription', correlationKey: key }] }
  return { $type: 'bpmn:Message', id: `message_${name}`, name, ...(key === null ? {} : { extensionElements: subscription }) }
}

function fillScope (file: File, scope: ModdleElement, { nodes, flows, notes }: Sketch): void {
  const elements = new Map(nodes.map((node) => [node.id, makeNode(file, node)]))
  for (const node of nodes) if (node.attachedTo !== undefined) elements.get(node.id)!.attachedToRef = elements.get(node.attachedTo)
  adopt(scope, 'flowElements', [...elements.values(), ...flows.map((flow) => makeFlow(file, flow, elements))])
  const remarks = notes.flatMap((note) => {
    const text = file.make({ $type: 'bpmn:TextAnnotation', id: note.id, text: note.text })
    const line = file.make({ $type: 'bpmn:Association', id: `association_${note.id}` })
    Object.assign(line, { sourceRef: elements.get(note.about), targetRef: text })
    file.shapes.push(shapeOf(file, text, note.box))
    file.edges.push(edgeOf(file, line, note.points))
    return [text, line]
  })
  if (remarks.length > 0) adopt(scope, 'artifacts', remarks)
}

function makeNode (file: File, node: SketchNode): ModdleElement {
  const { make } = file
  const element = make({ $type: node.type, id: node.id, ...(node.name === undefined ? {} : { name: node.name }), ...node.attributes })
  if (node.extensions !== undefined) element.extensionElements = make({ $type: 'bpmn:ExtensionElements', values: node.extensions })
  if (node.event !== undefined) adopt(element, 'eventDefinitions', [eventOf(file, node.id, node.event)])
  file.shapes.push(shapeOf(file, element, node.box, node.label, node.inside === undefined ? {} : { isExpanded: true }))
  if (node.inside !== undefined) fillScope(file, element, node.inside)
  return element
}

function eventOf ({ make, roots }: File, id: string, event: NonNullable<SketchNode['event']>): ModdleElement {
  return 'message' in event
    ? Object.assign(make({ $type: 'bpmn:MessageEventDefinition', id: `event_${id}` }), { messageRef: roots.get(`message_${event.message}`) })
    : Object.assign(make({ $type: 'bpmn:ErrorEventDefinition', id: `event_${id}` }), { errorRef: roots.get(`error_${event.error}`) })
}

function makeFlow (file: File, flow: SketchFlow, elements: Map<string, ModdleElement>): ModdleElement {
  const element = file.make({ $type: 'bpmn:SequenceFlow', id: `flow_${flow.from}_${flow.to}`, ...(flow.name === undefined ? {} : { name: flow.name }) })
  const source = elements.get(flow.from)!
  const target = elements.get(flow.to)!
  Object.assign(element, { sourceRef: source, targetRef: target })
  if (flow.condition !== undefined) element.conditionExpression = file.make({ $type: 'bpmn:FormalExpression', body: flow.condition })
  if (flow.isDefault === true) source.default = element
  source.outgoing = [...listOf(source.outgoing), element]
  target.incoming = [...listOf(target.incoming), element]
  file.edges.push(edgeOf(file, element, flow.points, flow.label))
  return element
}

function shapeOf ({ make }: File, element: ModdleElement, box: Box, label?: Box, attributes: Record<string, unknown> = {}): ModdleElement {
  const shape = make({ $type: 'bpmndi:BPMNShape', id: `${String(element.id)}_di`, bounds: { $type: 'dc:Bounds', ...box }, ...attributes })
  return Object.assign(shape, { bpmnElement: element }, labelOf(make, label))
}

function edgeOf ({ make }: File, element: ModdleElement, points: Point[], label?: Box): ModdleElement {
  const edge = make({ $type: 'bpmndi:BPMNEdge', id: `${String(element.id)}_di`, waypoint: points.map((point) => ({ $type: 'dc:Point', ...point })) })
  return Object.assign(edge, { bpmnElement: element }, labelOf(make, label))
}

function labelOf (make: ElementMaker, box: Box | undefined): { label?: ModdleElement } {
  return box === undefined ? {} : { label: make({ $type: 'bpmndi:BPMNLabel', bounds: { $type: 'dc:Bounds', ...box } }) }
}

function adopt (parent: ModdleElement, property: string, children: ModdleElement[]): void {
  for (const child of children) child.$parent = parent
  parent[property] = [...listOf(parent[property]), ...children]
}
