/** The engine's inclusive joins have open bugs (camunda#19460, #19464): branches end by themselves. */
module.exports = () => ({
  check (node, reporter) {
    const { incoming = [] } = node
    if (node.$type === 'bpmn:InclusiveGateway' && incoming.length > 1) reporter.report(node.id, 'An inclusive gateway must not join')
  }
})
