const { elementsBelow } = require('./graph')

function isFlow ({ $type }) {
  return $type === 'bpmn:SequenceFlow'
}

/** What a model's one diagram draws, by the element: `{ elements, scopes, drawn, shapes, edges, repeated, boxOf }`. Elements that are not drawn are left to diagram-complete. */
function diagramOf (definitions) {
  const processes = (definitions.rootElements || []).filter(({ $type }) => $type === 'bpmn:Process')
  const elements = processes.flatMap(elementsBelow)
  const scopes = [...processes, ...elements.filter(({ flowElements }) => flowElements)]
  const drawn = (definitions.diagrams || []).flatMap(({ plane }) => (plane && plane.planeElement) || [])
  const shapes = new Map()
  const edges = new Map()
  const repeated = []
  for (const one of drawn) {
    const target = one.$type === 'bpmndi:BPMNShape' ? shapes : edges
    if (target.has(one.bpmnElement)) repeated.push(one)
    target.set(one.bpmnElement, one)
  }
  const boxOf = (element) => shapes.has(element) ? shapes.get(element).bounds : undefined
  return { elements, scopes, drawn, shapes, edges, repeated, boxOf }
}

/** The nodes of one scope that are drawn, boundary events left out. */
function nodesIn (scope, { boxOf }) {
  return (scope.flowElements || []).filter((element) => !isFlow(element) && element.$type !== 'bpmn:BoundaryEvent' && boxOf(element))
}

function labelOf (element) {
  return element.name ? `“${element.name}”` : `“${element.id}”`
}

module.exports = { diagramOf, isFlow, labelOf, nodesIn }
