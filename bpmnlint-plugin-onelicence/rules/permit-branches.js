const { mappings } = require('../extensions')
const { elementsBelow, reachedInProcess } = require('../graph')
const tell = require('../tell')

/** The input of a permit's process that lists whose results it awaits before it is reviewed. */
const awaitedInput = 'waitFor'

/**
 * An industry's flow handles each of its permits once, only when it was applied for, and one that depends on another's result behind it
 * or waiting for it. Options: `{ permits: [{ id, name, awaits }] }` of industry.yaml, `awaits` being hard dependencies by id; without them
 * (in the Modeler) the flow is checked by itself.
 */
module.exports = ({ permits } = {}) => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Process') return
    const calls = callsIn(node)
    for (const call of calls) checkCall(node, call, reporter)
    checkConditions(node, calls, reporter)
    if (permits) checkIndustry(node, calls, permits, reporter)
  }
})

/** Call activities for one fixed permit, as `{ element, permit, awaited }`. */
function callsIn (process) {
  return elementsBelow(process).filter(({ $type }) => $type === 'bpmn:CallActivity').flatMap((element) => {
    const inputs = Object.fromEntries(mappings(element, 'input').map(({ source, target }) => [target, source]))
    const [, permit] = /^(?:="([a-z0-9-]+)"|[a-z0-9-]+)$/.exec(inputs.permit || '') || []
    if (!inputs.permit || (inputs.permit.startsWith('=') && !permit)) return []
    return [{ element, permit: permit || inputs.permit, awaited: inputs[awaitedInput] || '' }]
  })
}

function checkCall (process, { element, permit }, reporter) {
  if (!isOf(permit, element)) tell(reporter, element, `调用活动的标识“${element.id}”与事项标识“${permit}”不同`, `把标识改为 ${permit}；两段式审批中前面的步骤以 ${permit}- 开头`)
  const unasked = reachedInProcess(process, { isOpen: (flow) => !grants(flow, permit) })
  if (unasked.has(element)) tell(reporter, element, `没有申请事项“${permit}”也会走到这里`, `在进来的分支上写条件 =list contains(permits, "${permit}")`)
}

/** The step that decides a permit is named after it; earlier stages (筹建审批) begin with its name. */
function isOf (permit, { id }) {
  return id === permit || id.startsWith(`${permit}-`)
}

function checkConditions (process, calls, reporter) {
  const handled = new Set(calls.map(({ permit }) => permit))
  for (const flow of elementsBelow(process).filter(({ conditionExpression }) => conditionExpression)) {
    for (const [, permit] of (flow.conditionExpression.body || '').matchAll(/list contains\(\s*permits\s*,\s*"([^"]*)"\s*\)/g)) {
      if (!handled.has(permit)) tell(reporter, flow, `条件里的事项“${permit}”在本流程中没有办理`, '改正事项标识，或补上它的调用活动')
    }
  }
}

function checkIndustry (process, calls, permits, reporter) {
  const known = new Map(permits.map((permit) => [permit.id, permit]))
  for (const { id, name } of permits) {
    if (!calls.some(({ permit, element }) => permit === id && element.id === id)) tell(reporter, process, `事项“${name}”（${id}）没有画`, '加一条分支办理它，或从 industry.yaml 的 permits 删去')
  }
  for (const call of calls) {
    const permit = known.get(call.permit)
    if (!permit) {
      tell(reporter, call.element, `事项“${call.permit}”不在本行业的 industry.yaml 中`, '改正事项标识，或加入 industry.yaml 的 permits')
      continue
    }
    if (call.element.id !== call.permit) continue
    for (const awaited of permit.awaits.filter((id) => !isAwaited(process, call, calls, id))) {
      const name = known.has(awaited) ? known.get(awaited).name : awaited
      tell(reporter, call.element, `没有等待“${name}”（${awaited}）的结果，而它是前置事项`, `画在它之后，或把 "${awaited}" 写进输入 ${awaitedInput}`)
    }
  }
}

/** By name, or because whoever applied for both comes here only through the other. */
function isAwaited (process, call, calls, id) {
  if (call.awaited.includes(`"${id}"`) || call.awaited === id) return true
  const other = calls.find(({ element }) => element.id === id)
  if (!other) return false
  const isOpen = (flow) => !isWayRound(flow, id)
  return !reachedInProcess(process, { isOpen, isEntered: (node) => node !== other.element }).has(call.element)
}

/** Where an exclusive gateway asks for a permit: the branches of those who didn't apply for it. */
function isWayRound (flow, permit) {
  const { sourceRef } = flow
  return sourceRef.$type === 'bpmn:ExclusiveGateway' && !grants(flow, permit) && sourceRef.outgoing.some((other) => grants(other, permit))
}

/** A flow that is taken only when the permit was applied for. */
function grants ({ conditionExpression }, permit) {
  const body = (conditionExpression && conditionExpression.body) || ''
  return body.includes(`"${permit}"`) && body.includes('list contains(permits') && !/\bnot\s*\(|\bor\b/.test(body)
}
