const forks = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']

/** A fork without a default flow stops a case with an incident as soon as no condition holds. */
module.exports = () => ({
  check (node, reporter) {
    const { outgoing = [] } = node
    if (!forks.includes(node.$type) || outgoing.length < 2) return
    if (!node.default) reporter.report(node.id, 'A fork must have a default flow')
    for (const flow of outgoing) {
      if (flow !== node.default && !flow.conditionExpression) reporter.report(flow.id, 'A flow that is not the default must have a condition')
    }
  }
})
