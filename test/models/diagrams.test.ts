import t from 'tap'
import { readModels, type Box, type Drawn, type Element, type Point } from './models.js'

for (const model of await readModels()) {
  const shapes = new Map<string, Drawn>()
  const edges = new Map<string, Drawn>()
  for (const drawn of model.definitions.diagrams[0]?.plane.planeElement ?? []) {
    const target = drawn.$type === 'bpmndi:BPMNShape' ? shapes : edges
    target.set(drawn.bpmnElement.id, drawn)
  }
  const scopes = [model.process, ...model.elements.filter(({ $type }) => $type === 'bpmn:SubProcess')]

  t.test(`${model.file}: every element is drawn once, and nothing else`, async (t) => {
    const remarks = scopes.flatMap(({ artifacts }) => artifacts ?? [])
    const flows = [...model.elements.filter(isFlow), ...remarks.filter(isAssociation)].map(({ id }) => id)
    const nodes = [...model.elements.filter((element) => !isFlow(element)), ...remarks.filter((element) => !isAssociation(element))].map(({ id }) => id)

    t.same([...shapes.keys()].sort(), nodes.sort())
    t.same([...edges.keys()].sort(), flows.sort())
  })

  t.test(`${model.file}: no two elements of a scope overlap, and all lie inside it`, async (t) => {
    for (const scope of scopes) {
      const remarks = (scope.artifacts ?? []).filter((element) => !isAssociation(element))
      const nodes = [...(scope.flowElements ?? []).filter((element) => !isFlow(element) && element.$type !== 'bpmn:BoundaryEvent'), ...remarks]
      for (const [index, node] of nodes.entries()) {
        const other = nodes.slice(index + 1).find(({ id }) => overlaps(boxOf(node.id), boxOf(id)))
        t.equal(other?.id, undefined, `${node.id} overlaps`)
        if (scope !== model.process) t.ok(contains(boxOf(scope.id), boxOf(node.id)), `${node.id} inside ${scope.id}`)
      }
    }
  })

  t.test(`${model.file}: boundary events sit on the border of their task`, async (t) => {
    for (const event of model.elements.filter(({ $type }) => $type === 'bpmn:BoundaryEvent')) {
      t.ok(isOnBorder(centreOf(boxOf(event.id)), boxOf(event.attachedToRef?.id ?? '')), event.id)
    }
  })

  t.test(`${model.file}: flows are orthogonal, end at their elements and pass over no other`, async (t) => {
    for (const flow of model.elements.filter(isFlow)) {
      const points = edges.get(flow.id)?.waypoint ?? []
      t.ok(points.every((point, index) => index === 0 || isOrthogonal(points[index - 1]!, point)), `${flow.id} is orthogonal`)
      t.ok(isOnBorder(points[0]!, boxOf(flow.sourceRef.id)), `${flow.id} leaves its source`)
      t.ok(isOnBorder(points.at(-1)!, boxOf(flow.targetRef.id)), `${flow.id} reaches its target`)
      t.same(passedOver(flow, points), [], `${flow.id} passes over`)
    }
  })

  t.test(`${model.file}: the main line runs from left to right`, async (t) => {
    for (const scope of scopes) {
      const starts = (scope.flowElements ?? []).filter(({ $type }) => $type === 'bpmn:StartEvent')
      for (const start of starts) {
        const others = (scope.flowElements ?? []).filter((node) => !isFlow(node) && node !== start && node.triggeredByEvent !== true)
        t.ok(others.every(({ id }) => boxOf(id).x >= boxOf(start.id).x), start.id)
      }
    }
  })

  t.test(`${model.file}: labels cover neither elements nor one another`, async (t) => {
    const labels = [...shapes, ...edges].flatMap(([id, { label }]) => label?.bounds ? [{ id, box: label.bounds }] : [])
    const solid = model.elements.filter((element) => !isFlow(element) && element.$type !== 'bpmn:SubProcess')
    for (const [index, { id, box }] of labels.entries()) {
      t.equal(solid.find((node) => covers(box, node))?.id, undefined, `label of ${id} covers`)
      t.equal(labels.slice(index + 1).find((other) => overlaps(box, other.box, 2))?.id, undefined, `label of ${id} covers the label of`)
    }
  })

  t.test(`${model.file}: events, forking gateways and conditional flows have a place for their label`, async (t) => {
    for (const element of model.elements.filter(({ name, $type }) => name && /Event$|Gateway$|SequenceFlow$/.test($type))) {
      t.ok((shapes.get(element.id) ?? edges.get(element.id))?.label?.bounds, element.id)
    }
  })

  function boxOf (id: string): Box {
    const shape = shapes.get(id)
    if (!shape) throw new Error(`${model.file}: ${id} is not drawn`)
    return shape.bounds
  }

  /** Gateways are diamonds: a label may use the corners of their box. */
  function covers (label: Box, node: Element): boolean {
    const box = boxOf(node.id)
    if (!node.$type.endsWith('Gateway')) return overlaps(label, box, 2)
    const centre = centreOf(box)
    const nearest = { x: clamp(centre.x, label.x, label.x + label.width), y: clamp(centre.y, label.y, label.y + label.height) }
    return Math.abs(nearest.x - centre.x) + Math.abs(nearest.y - centre.y) < box.width / 2
  }

  /** Elements that the flow crosses without belonging to them. */
  function passedOver (flow: Element, points: Point[]): string[] {
    const own = new Set([flow.sourceRef.id, flow.targetRef.id, flow.sourceRef.attachedToRef?.id])
    const siblings = (flow.$parent.flowElements ?? []).filter((element) => !isFlow(element) && !own.has(element.id))
    return siblings.filter(({ id }) => segmentsOf(points).some((segment) => overlaps(segment, boxOf(id)))).map(({ id }) => id)
  }
}

function isFlow ({ $type }: Element): boolean {
  return $type === 'bpmn:SequenceFlow'
}

function isAssociation ({ $type }: Element): boolean {
  return $type === 'bpmn:Association'
}

/** `slack`: how many pixels may be shared. */
function overlaps (a: Box, b: Box, slack = 0): boolean {
  return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height
}

function contains (outer: Box, inner: Box): boolean {
  return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width && inner.y + inner.height < outer.y + outer.height
}

function centreOf ({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

function isOnBorder ({ x, y }: Point, box: Box): boolean {
  const isWithin = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
  return isWithin && (x === box.x || x === box.x + box.width || y === box.y || y === box.y + box.height)
}

function clamp (value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}

function isOrthogonal (from: Point, to: Point): boolean {
  return from.x === to.x || from.y === to.y
}

function segmentsOf (points: Point[]): Box[] {
  return points.slice(1).map((to, index) => {
    const from = points[index]!
    return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.max(1, Math.abs(to.x - from.x)), height: Math.max(1, Math.abs(to.y - from.y)) }
  })
}
