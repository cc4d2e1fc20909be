import type { Finding } from './finding.js'
import { extension, findingAt, mappingsOf, ofType, type Element, type Model } from './model.js'
import { returnedBy, type TemplateFile } from './template-words.js'

/**
 * A permit's process ends only when the sub-case has its outcome: the job that records it also wakes the permits that wait for it
 * (`awaited-result-in`). So before every end lies such a job, or a branch that found the sub-case ended already.
 */
export function checkWaysOut (models: Model[], templates: TemplateFile[]): Finding[] {
  const recording = new Set(templates.filter(({ template }) => template !== null && 'outcome' in returnedBy(template)).map(({ name }) => name))
  // The first job only reads what is there.
  recording.delete('route-permit')
  return models.filter((model) => handlesPermit(model, models)).flatMap((model) => ofType(model, 'EndEvent').filter((end) => leavesUndecided(end, recording))
    .map((end) => findingAt(model, 'way-out', end, '结束之前没有登记结果，等待这个事项的别的事项会一直等下去', '在结束之前画上登记结果的任务（登记决定、登记不予受理、登记撤回等）')))
}

/** Called for a permit, and the one that decides it. */
function handlesPermit (model: Model, models: Model[]): boolean {
  const callers = models.flatMap((other) => ofType(other, 'CallActivity')).filter((call) => extension(call, 'CalledElement')?.processId === model.process.id)
  return callers.some((call) => mappingsOf(call, 'input').some(({ target }) => target === 'permit')) && model.elements.some(({ id }) => id === 'decide')
}

/** Whether some way back from an end leads to a start without passing a recording job. */
function leavesUndecided (end: Element, recording: Set<string>): boolean {
  const seen = new Set<Element>()
  const open = [end]
  while (open.length > 0) {
    const node = open.pop()!
    if (seen.has(node)) continue
    seen.add(node)
    if (node.$type === 'bpmn:StartEvent') return true
    // What is inside a scope is looked at by its own ends.
    if (node.flowElements !== undefined || recording.has(extension(node, 'TaskDefinition')?.type ?? '')) continue
    const flows = (node.incoming ?? []).filter(({ conditionExpression }) => conditionExpression?.body?.includes('"ended"') !== true)
    open.push(...flows.map(({ sourceRef }) => sourceRef), ...(node.attachedToRef === undefined ? [] : [node.attachedToRef]))
  }
  return false
}
