const { elementsBelow, isNode, reachedFrom, reachedInProcess } = require('../graph')
const tell = require('../tell')

/** Every node can be reached from a start, and from every node an end can be reached: no dead part, no way in which a case is stuck for ever. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Process') return
    const nodes = elementsBelow(node).filter(isNode)
    const reached = reachedInProcess(node)
    for (const one of nodes) {
      if (!reached.has(one)) tell(reporter, one, '从开始走不到这里', '连上进来的线，或删去这个元素')
      else if (!one.triggeredByEvent && !reachesEnd(one)) tell(reporter, one, '从这里走不到任何结束', '连上出去的线，直到一个结束事件')
    }
  }
})

/** An end of its own scope: what goes on behind an outer end is no way out of this one. */
function reachesEnd (node) {
  const reached = reachedFrom([node])
  return [...reached].some((one) => one.$type === 'bpmn:EndEvent' && one.$parent === node.$parent)
}
