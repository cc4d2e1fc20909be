const tell = require('../tell')

/** The engine's inclusive joins have open bugs (camunda#19460, #19464): branches end by themselves. */
module.exports = () => ({
  check (node, reporter) {
    const { incoming = [] } = node
    if (node.$type === 'bpmn:InclusiveGateway' && incoming.length > 1) tell(reporter, node, '相容网关用来汇合', '去掉汇合，给每条分支画自己的结束事件，放在一个子流程里')
  }
})
