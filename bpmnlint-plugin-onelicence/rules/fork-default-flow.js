const tell = require('../tell')

const forks = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']

/** A fork without a default flow stops a case with an incident as soon as no condition holds. */
module.exports = () => ({
  check (node, reporter) {
    const { outgoing = [] } = node
    if (!forks.includes(node.$type) || outgoing.length < 2) return
    if (!node.default) tell(reporter, node, '分支没有默认去向', '选中一条分支，设为 Default flow')
    for (const flow of outgoing) {
      if (flow !== node.default && !flow.conditionExpression) tell(reporter, flow, '不是默认去向的分支没有条件', '填写条件，或设为 Default flow')
    }
  }
})
