const { diagramOf, isFlow, labelOf, nodesIn } = require('../diagram')
const { isOnBorder, isOrthogonal } = require('../geometry')
const tell = require('../tell')

/** A diagram that reads well: flows run straight from border to border, a scope begins at its left, names beside shapes have a place. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Definitions') return
    const diagram = diagramOf(node)
    checkFlows(diagram, reporter)
    checkStarts(diagram, reporter)
    for (const element of diagram.elements) {
      const drawn = diagram.shapes.get(element) || diagram.edges.get(element)
      if (drawn && element.name && /Event$|Gateway$|SequenceFlow$/.test(element.$type) && !(drawn.label && drawn.label.bounds)) {
        tell(reporter, element, `${labelOf(element)}的名称没有位置`, '在 Modeler 中拖一下名称，再保存')
      }
    }
  }
})

function checkFlows ({ elements, edges, boxOf }, reporter) {
  for (const flow of elements.filter((element) => isFlow(element) && edges.has(element))) {
    const points = edges.get(flow).waypoint
    const isStraight = points.every((point, index) => index === 0 || isOrthogonal(points[index - 1], point))
    if (!isStraight) tell(reporter, flow, '连线不是横平竖直', '拖动折点，使每段水平或垂直')
    const [from, to] = [boxOf(flow.sourceRef), boxOf(flow.targetRef)]
    if (from && to && !(isOnBorder(points[0], from) && isOnBorder(points[points.length - 1], to))) {
      tell(reporter, flow, '连线没有接到元素的边上', '把两端拖到元素的边上')
    }
  }
}

function checkStarts (diagram, reporter) {
  const { boxOf } = diagram
  for (const scope of diagram.scopes) {
    const nodes = nodesIn(scope, diagram).filter(({ triggeredByEvent }) => !triggeredByEvent)
    for (const start of nodes.filter(({ $type }) => $type === 'bpmn:StartEvent')) {
      if (nodes.some((node) => boxOf(node).x < boxOf(start).x)) tell(reporter, start, '开始事件不在最左边', '把开始移到最左，流程从左到右画')
    }
  }
}
