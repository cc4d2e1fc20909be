const { mappings } = require('../extensions')

/** An error that leads back into the flow says why: the boundary event maps `refusal`, which the next task shows. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:BoundaryEvent' || !catchesError(node) || endsAtOnce(node)) return
    const isMapped = mappings(node, 'output').some(({ source, target }) => source === '=refusal' && target === 'refusal')
    if (!isMapped) reporter.report(node.id, 'A boundary error event that leads back must map =refusal to refusal')
  }
})

function catchesError ({ eventDefinitions = [] }) {
  return eventDefinitions.some(({ $type }) => $type === 'bpmn:ErrorEventDefinition')
}

function endsAtOnce ({ outgoing = [] }) {
  return outgoing.every(({ targetRef }) => targetRef && targetRef.$type === 'bpmn:EndEvent')
}
