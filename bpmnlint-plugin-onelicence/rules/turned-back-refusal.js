const { mappings } = require('../extensions')
const tell = require('../tell')

/** An error that leads back into the flow says why: the boundary event maps `refusal`, which the next task shows. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:BoundaryEvent' || !catchesError(node) || endsAtOnce(node)) return
    const isMapped = mappings(node, 'output').some(({ source, target }) => source === '=refusal' && target === 'refusal')
    if (!isMapped) tell(reporter, node, '退回时没有带上原因', '在这个边界事件上加输出映射 refusal = refusal')
  }
})

function catchesError ({ eventDefinitions = [] }) {
  return eventDefinitions.some(({ $type }) => $type === 'bpmn:ErrorEventDefinition')
}

function endsAtOnce ({ outgoing = [] }) {
  return outgoing.every(({ targetRef }) => targetRef && targetRef.$type === 'bpmn:EndEvent')
}
