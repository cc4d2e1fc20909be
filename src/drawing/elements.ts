import type { Description, SketchNode } from './sketch.js'
import { boxAround, labelBelow, labelSize, type Box, type Point } from './sketch.js'

export function startEvent (id: string, name: string, centre: Point, further: Partial<SketchNode> = {}): SketchNode {
  return eventNode(id, 'bpmn:StartEvent', name, centre, further)
}

export function endEvent (id: string, name: string, centre: Point): SketchNode {
  return eventNode(id, 'bpmn:EndEvent', name, centre, {})
}

function eventNode (id: string, type: SketchNode['type'], name: string, centre: Point, further: Partial<SketchNode>): SketchNode {
  const box = boxAround('event', centre)
  return { id, type, name, box, label: labelBelow(name, box), ...further }
}

/** A gateway that asks; its name stands at its upper left, where no flow leaves. */
export function question (id: string, type: 'bpmn:ExclusiveGateway' | 'bpmn:InclusiveGateway', name: string, centre: Point): SketchNode {
  const size = labelSize(name)
  return { id, type, name, box: boxAround('gateway', centre), label: { x: centre.x - 15 - size.width, y: centre.y - 26 - size.height, ...size } }
}

export function merge (id: string, centre: Point): SketchNode {
  return { id, type: 'bpmn:ExclusiveGateway', box: boxAround('gateway', centre) }
}

/** A service task made from its element template, which is named like its job type. */
export function serviceTask (jobType: string, name: string, centre: Point): SketchNode {
  return {
    id: jobType,
    type: 'bpmn:ServiceTask',
    name,
    box: boxAround('task', centre),
    attributes: templateOf(jobType),
    extensions: [{ $type: 'zeebe:TaskDefinition', type: jobType, retries: '3' }]
  }
}

/** What a called process is given and what it hands back, by variable. */
export interface Mapping { inputs: [source: string, target: string][], outputs?: [source: string, target: string][] }

/** A call of another process of the same deployment; only what is mapped passes. */
export function call (id: string, name: string, processId: string, { inputs, outputs = [] }: Mapping, centre: Point): SketchNode {
  return {
    id,
    type: 'bpmn:CallActivity',
    name,
    box: boxAround('task', centre),
    extensions: [
      { $type: 'zeebe:CalledElement', processId, propagateAllChildVariables: false, propagateAllParentVariables: false, bindingType: 'deployment' },
      mapping(inputs, outputs)
    ]
  }
}

export function mapping (inputs: [string, string][], outputs: [string, string][]): Description {
  return {
    $type: 'zeebe:IoMapping',
    ...(inputs.length === 0 ? {} : { inputParameters: inputs.map(([source, target]) => ({ $type: 'zeebe:Input', source, target })) }),
    ...(outputs.length === 0 ? {} : { outputParameters: outputs.map(([source, target]) => ({ $type: 'zeebe:Output', source, target })) })
  }
}

export function templateOf (name: string): Record<string, unknown> {
  return { 'zeebe:modelerTemplate': `onelicence.${name}`, 'zeebe:modelerTemplateVersion': '1' }
}

export function subProcess (id: string, name: string, box: Box, further: Partial<SketchNode>): SketchNode {
  return { id, type: 'bpmn:SubProcess', name, box, ...further }
}
