import type { ModdleElement } from 'bpmn-moddle'
import { isFlowNode, titleOf } from './model-words.js'

type Elements = Map<string, ModdleElement>
/** By element id: what a sequence flow comes from or leads to. */
interface Neighbours { before: Map<string, string[]>, after: Map<string, string[]> }

/** Steps of both models that come after and before others than they did; a step put in between moves nobody. */
export function movedSteps (old: Elements, now: Elements): string[] {
  const common = new Set([...now.keys()].filter((id) => old.has(id)))
  const [were, are] = [neighboursIn(old), neighboursIn(now)]
  return [...now.values()].filter((element) => isFlowNode(element) && common.has(element.id!)).flatMap((element) => {
    const cameAfter = nearest(element.id!, were.before, common)
    const comesAfter = nearest(element.id!, are.before, common)
    if (isSame(cameAfter, comesAfter) || isSame(nearest(element.id!, were.after, common), nearest(element.id!, are.after, common))) return []
    return [`步骤${titleOf(element)}移动：原在${titles(cameAfter, old)}之后，现在${titles(comesAfter, now)}之后`]
  })
}

function neighboursIn (elements: Elements): Neighbours {
  const found: Neighbours = { before: new Map(), after: new Map() }
  for (const { $type, sourceRef, targetRef } of elements.values()) {
    const [source, target] = [(sourceRef as ModdleElement | undefined)?.id, (targetRef as ModdleElement | undefined)?.id]
    if ($type !== 'bpmn:SequenceFlow' || source === undefined || target === undefined) continue
    found.before.set(target, [...found.before.get(target) ?? [], source])
    found.after.set(source, [...found.after.get(source) ?? [], target])
  }
  return found
}

/** The nearest elements of both models on one side, looking past those of one model only. */
function nearest (id: string, side: Map<string, string[]>, common: Set<string>): Set<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const open = [...side.get(id) ?? []]
  while (open.length > 0) {
    const other = open.pop()!
    if (seen.has(other)) continue
    seen.add(other)
    if (common.has(other)) found.add(other)
    else open.push(...side.get(other) ?? [])
  }
  return found
}

function isSame (one: Set<string>, other: Set<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}

function titles (ids: Set<string>, elements: Elements): string {
  return ids.size === 0 ? '开始' : [...ids].map((id) => titleOf(elements.get(id)!)).join('、')
}
