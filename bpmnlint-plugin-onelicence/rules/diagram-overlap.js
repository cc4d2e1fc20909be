const { diagramOf, isFlow, labelOf, nodesIn } = require('../diagram')
const { centreOf, contains, covers, isOnBorder, overlaps, segmentsOf } = require('../geometry')
const tell = require('../tell')

/** Nothing hides anything: nodes lie apart and inside their scope, flows pass over no node, labels cover neither nodes nor one another. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Definitions') return
    const diagram = diagramOf(node)
    checkNodes(diagram, reporter)
    checkBoundaryEvents(diagram, reporter)
    checkFlows(diagram, reporter)
    checkLabels(diagram, reporter)
  }
})

function checkNodes (diagram, reporter) {
  const { boxOf } = diagram
  for (const scope of diagram.scopes) {
    const nodes = nodesIn(scope, diagram)
    nodes.forEach((node, index) => {
      const other = nodes.slice(index + 1).find((one) => overlaps(boxOf(node), boxOf(one)))
      if (other) tell(reporter, node, `与${labelOf(other)}重叠`, '移开其中一个')
      if (boxOf(scope) && !contains(boxOf(scope), boxOf(node))) tell(reporter, node, `没有画在${labelOf(scope)}里面`, '移进去，或把外框拉大')
    })
  }
}

function checkBoundaryEvents ({ elements, boxOf }, reporter) {
  for (const event of elements.filter(({ $type }) => $type === 'bpmn:BoundaryEvent')) {
    const [box, host] = [boxOf(event), event.attachedToRef && boxOf(event.attachedToRef)]
    if (box && host && !isOnBorder(centreOf(box), host)) tell(reporter, event, `不在${labelOf(event.attachedToRef)}的边框上`, '拖到它的边框上')
  }
}

function checkFlows ({ elements, edges, boxOf }, reporter) {
  for (const flow of elements.filter((element) => isFlow(element) && edges.has(element))) {
    const own = new Set([flow.sourceRef, flow.targetRef, flow.sourceRef.attachedToRef])
    const segments = segmentsOf(edges.get(flow).waypoint)
    const passed = flow.$parent.flowElements.find((node) => boxOf(node) && !own.has(node) && segments.some((segment) => overlaps(segment, boxOf(node))))
    if (passed) tell(reporter, flow, `连线从${labelOf(passed)}上穿过`, '绕开它')
  }
}

function checkLabels ({ elements, shapes, edges, boxOf }, reporter) {
  const labels = [...shapes, ...edges].flatMap(([element, { label }]) => element && label && label.bounds ? [{ element, box: label.bounds }] : [])
  const solid = elements.filter((element) => !element.flowElements && boxOf(element))
  labels.forEach(({ element, box }, index) => {
    const covered = solid.find((node) => node !== element && covers(box, node, boxOf(node)))
    if (covered) tell(reporter, element, `名称压住了${labelOf(covered)}`, '把名称移开')
    const other = labels.slice(index + 1).find((one) => overlaps(box, one.box, 2))
    if (other) tell(reporter, element, `名称与${labelOf(other.element)}的名称重叠`, '把其中一个移开')
  })
}
