const { diagramOf, isFlow, labelOf } = require('../diagram')
const tell = require('../tell')

/** Every element is drawn exactly once, and nothing else is. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Definitions') return
    const { elements, drawn, shapes, edges, repeated } = diagramOf(node)
    const known = new Set(elements)
    for (const element of elements) {
      if (!(isFlow(element) ? edges : shapes).has(element)) tell(reporter, element, `${labelOf(element)}没有画出来`, '在 Modeler 中补画，或删去这个元素')
    }
    for (const { bpmnElement } of repeated) tell(reporter, bpmnElement || node, `${labelOf(bpmnElement || node)}画了两次`, '删去其中一个图形')
    for (const one of drawn) {
      if (isStranger(one, known)) tell(reporter, one.bpmnElement || one, '图上画了流程里没有的东西', '删去它，说明文字写在元素的文档里')
    }
  }
})

/** Notes and their lines may be drawn as well; they are part of a process, just no step of it. */
function isStranger ({ bpmnElement }, known) {
  return !bpmnElement || (!known.has(bpmnElement) && !/Annotation$|Association$|Group$/.test(bpmnElement.$type))
}
