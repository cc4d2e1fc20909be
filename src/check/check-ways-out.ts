import { evaluate } from 'feelin'
import type { Finding } from './finding.js'
import { extension, findingAt, mappingsOf, ofType, type Element, type Model } from './model.js'
import { returnedBy, type TemplateFile } from './template-words.js'

/** What a step says when the sub-case has its outcome, now or since before. */
const endings = new Set(['ended', 'decided', 'confirmed', 'expired'])

/** What is known of the sub-case at a node: the last step that could end it said one of these words. */
interface Known { variable: string, words: string[] }
const undecided: Known = { variable: '', words: [''] }
const ended: Known = { variable: '', words: ['ended'] }

interface Place { node: Element, known: Known }

/**
 * A permit's process ends only when the sub-case has its outcome: the job that records it also wakes the permits that wait for it
 * (`awaited-result-in`). So on every way to an end a step has said that the sub-case has ended; gateways tell which of its words are left.
 */
export function checkWaysOut (models: Model[], templates: TemplateFile[]): Finding[] {
  const spoken = new Map(templates.flatMap(({ name, template }) => template === null ? [] : [[name, endingWords(returnedBy(template))] as const]))
  return models.filter((model) => handlesPermit(model, models)).flatMap((model) => endsLeftUndecided(model, spoken)
    .map((end) => findingAt(model, 'way-out', end, '有一条路到这里时事项还没有结果，等待这个事项的别的事项会一直等下去', '在结束之前画上登记结果的任务（登记决定、登记不予受理、登记撤回等），并且只在它说已有结果时到这里')))
}

/** What a step that returns the outcome can say of it: the words of its first variable; a step that only returns the outcome has recorded it. */
function endingWords (returned: Record<string, string[]>): Known | undefined {
  if (!('outcome' in returned)) return undefined
  const [variable, words] = Object.entries(returned)[0]!
  if (variable === 'outcome') return ended
  return words.length === 0 ? undefined : { variable, words }
}

/** Called for a permit, and the one that decides it. */
function handlesPermit (model: Model, models: Model[]): boolean {
  const callers = models.flatMap((other) => ofType(other, 'CallActivity')).filter((call) => extension(call, 'CalledElement')?.processId === model.process.id)
  return callers.some((call) => mappingsOf(call, 'input').some(({ target }) => target === 'permit')) && model.elements.some(({ id }) => id === 'decide')
}

/** Follows every way from every start; a scope is left as ended, since its own ends are looked at. */
function endsLeftUndecided (model: Model, spoken: Map<string, Known | undefined>): Element[] {
  const seen = new Set<string>()
  const left = new Set<Element>()
  const open: Place[] = ofType(model, 'StartEvent').map((node) => ({ node, known: undecided }))
  while (open.length > 0) {
    const { node, known } = open.pop()!
    const place = `${node.id} ${known.variable} ${known.words.join(' ')}`
    if (seen.has(place)) continue
    seen.add(place)
    if (node.$type === 'bpmn:EndEvent' && !known.words.every((word) => endings.has(word))) left.add(node)
    const after = node.flowElements !== undefined ? ended : spoken.get(extension(node, 'TaskDefinition')?.type ?? '') ?? known
    open.push(...waysFrom(node, after), ...ofType(model, 'BoundaryEvent').filter(({ attachedToRef }) => attachedToRef === node).map((event) => ({ node: event, known })))
  }
  return [...left]
}

function waysFrom (node: Element, { variable, words }: Known): Place[] {
  const flows = node.outgoing ?? []
  return flows.map((flow) => ({
    node: flow.targetRef,
    known: { variable, words: words.filter((word) => isOpen(flow, variable, word) && (flow !== node.default || !flows.some((other) => isTaken(other, variable, word)))) }
  })).filter(({ known }) => known.words.length > 0)
}

function isTaken ({ conditionExpression }: Element, variable: string, word: string): boolean {
  return conditionExpression !== undefined && conditionWith(conditionExpression, variable, word) === true
}

function isOpen ({ conditionExpression }: Element, variable: string, word: string): boolean {
  return conditionExpression === undefined || conditionWith(conditionExpression, variable, word) !== false
}

/** The condition's value when one variable is known; null when others have a say, or when it can't be read (told by another rule). */
function conditionWith ({ body = '' }: Element, variable: string, word: string): unknown {
  try {
    const { value, warnings } = evaluate(body.replace(/^\s*=/, ''), variable === '' ? {} : { [variable]: word })
    return warnings.length > 0 ? null : value
  } catch {
    return null
  }
}
