const { formOf, jobTypeOf } = require('../extensions')
const { elementsBelow, reachedFrom } = require('../graph')
const tell = require('../tell')

/**
 * Once a permit is accepted, nobody reviews or decides before the visit that its law and the chosen manner demand (行政许可法第三十四条第三款):
 * the only way round the wait for `visit-concluded` is the branch on which `needsVisit` doesn't hold.
 */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Process') return
    const elements = elementsBelow(node)
    const accepts = elements.filter((one) => jobTypeOf(one) === 'accept-permit')
    for (const decide of elements.filter((one) => formOf(one) === 'decide')) {
      if (accepts.length === 0) tell(reporter, decide, '决定之前没有受理', '在审核之前加上受理（accept-permit）')
      else if (isReachedUnvisited(accepts, decide)) tell(reporter, decide, '需要核查的事项可以不经核查就到决定', '受理之后按 needsVisit 分支，需要的先等核查结论（visit-concluded）')
    }
  }
})

/** The ways of a permit that needs a visit: default flows of a fork that asks for `needsVisit` are not among them. */
function isReachedUnvisited (accepts, decide) {
  const isOpen = (flow) => !isWayWithoutVisit(flow)
  const isEntered = (node) => !awaitsVisit(node)
  return reachedFrom(accepts, { isOpen, isEntered }).has(decide)
}

function isWayWithoutVisit (flow) {
  const { sourceRef } = flow
  return sourceRef.default === flow && sourceRef.outgoing.some((other) => other !== flow && condition(other).includes('needsVisit'))
}

function condition ({ conditionExpression }) {
  return (conditionExpression && conditionExpression.body) || ''
}

function awaitsVisit ({ eventDefinitions = [], $type, messageRef }) {
  const messages = $type === 'bpmn:ReceiveTask' ? [messageRef] : eventDefinitions.map((definition) => definition.messageRef)
  return messages.some((message) => message && message.name === 'visit-concluded')
}
