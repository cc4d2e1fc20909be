/** Flow nodes and sequence flows at every depth below a process or subprocess. */
function elementsBelow (scope) {
  return (scope.flowElements || []).flatMap((element) => [element, ...elementsBelow(element)])
}

function isNode ({ $type }) {
  return /Event$|Gateway$|Task$|SubProcess$|CallActivity$/.test($type)
}

function isStart (node) {
  return node.$type === 'bpmn:StartEvent' && !node.$parent.triggeredByEvent
}

/** Where a process begins: its start events, those of event subprocesses excluded. */
function startsOf (scope) {
  return (scope.flowElements || []).filter(isStart)
}

/**
 * Nodes that a token gets to from `from`, across subprocesses, boundary events and event subprocesses. `isOpen`: whether a sequence flow may be
 * taken; `isEntered`: whether a node may be passed (it counts as reached all the same).
 */
function reachedFrom (from, { isOpen = () => true, isEntered = () => true } = {}) {
  const reached = new Set()
  const open = [...from]
  while (open.length > 0) {
    const node = open.pop()
    if (!node || reached.has(node)) continue
    reached.add(node)
    if (isEntered(node)) open.push(...next(node, isOpen))
  }
  return reached
}

function next (node, isOpen) {
  const flows = (node.outgoing || []).filter(isOpen).map(({ targetRef }) => targetRef)
  const siblings = node.$parent.flowElements || []
  const boundaries = siblings.filter(({ attachedToRef }) => attachedToRef === node)
  if (node.flowElements) return [...startsWithin(node), ...boundaries, ...flowsAfter(node, flows)]
  const isLast = node.$type === 'bpmn:EndEvent' && node.$parent.$type.endsWith('SubProcess')
  return [...flows, ...boundaries, ...(isLast ? leave(node.$parent, isOpen) : [])]
}

/** A subprocess goes on behind its end events; one without any (not drawn to the end) goes on by itself. */
function flowsAfter (subProcess, flows) {
  return subProcess.flowElements.some(({ $type }) => $type === 'bpmn:EndEvent') ? [] : flows
}

function startsWithin (subProcess) {
  const inner = subProcess.flowElements.filter(({ $type }) => $type === 'bpmn:StartEvent')
  return [...inner, ...eventSubProcesses(subProcess)]
}

function leave (subProcess, isOpen) {
  return (subProcess.outgoing || []).filter(isOpen).map(({ targetRef }) => targetRef)
}

function eventSubProcesses (scope) {
  return (scope.flowElements || []).filter(({ triggeredByEvent }) => triggeredByEvent)
}

/** Everything that a process gets to from its beginning. */
function reachedInProcess (process, options) {
  return reachedFrom([...startsOf(process), ...eventSubProcesses(process)], options)
}

module.exports = { elementsBelow, isNode, reachedFrom, reachedInProcess, startsOf }
