import { keyLabels } from '../key-labels.js'
import type { Limit } from '../types.js'
import { isCondition, isLimit, limitWords, titleOfItem, valueWords, type Names } from './value-words.js'

type Items = Record<string, unknown>

/**
 * Every difference between two values of one key, one sentence each; nothing that differs is left out.
 * @param subject what the value belongs to, as said before the key's label; empty at the top
 */
export function compareValues (subject: string, key: string, before: unknown, after: unknown, names: Names): string[] {
  if (isSame(before, after)) return []
  const label = keyLabels[key] ?? names.get(key) ?? `“${key}”`
  const here = label === '' ? subject : subject === '' ? label : `${subject}的${label}`
  if (isLimit(before) && isLimit(after)) return limitChange(here, before, after)
  if (Array.isArray(before) && Array.isArray(after)) {
    const areItems = [...before, ...after].every(isItem)
    return areItems ? itemChanges(subject, label, before as Items[], after as Items[], names) : listChange(here, before, after, names)
  }
  if (isNamed(before) && isNamed(after) && before.id !== after.id) return [`${here}由“${before.name}”改为“${after.name}”`]
  if (isItem(before) && isItem(after) && !isCondition(before) && !isCondition(after)) return objectChanges(here, before, after, names)
  if (isNothing(before)) return [`增加${here}：${valueWords(after, names)}`]
  if (isNothing(after)) return [`取消${here}（原为${valueWords(before, names)}）`]
  const words = isWording(key) ? String : (value: unknown) => valueWords(value, names)
  return [`${here}由“${words(before)}”改为“${words(after)}”`]
}

/** Text that people wrote, never an id. */
function isWording (key: string): boolean {
  return ['name', 'label', 'text', 'note', 'message', 'summary'].includes(key)
}

/** Key by key. */
export function objectChanges (subject: string, before: Items, after: Items, names: Names): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => compareValues(subject, key, before[key], after[key], names))
}

function limitChange (here: string, before: Limit, after: Limit): string[] {
  if (before.unit === after.unit && before.n !== after.n) {
    return [`${here}由${limitWords(before)}${after.n < before.n ? '缩短' : '延长'}为${limitWords(after)}`]
  }
  if (limitWords(before) !== limitWords(after)) return [`${here}由${limitWords(before)}改为${limitWords(after)}`]
  return objectChanges(here, { ...before }, { ...after }, new Map())
}

function listChange (here: string, before: unknown[], after: unknown[], names: Names): string[] {
  const words = (values: unknown[]): string[] => values.map((value) => valueWords(value, names))
  const [old, now] = [words(before), words(after)]
  const changes = [
    ...now.filter((word) => !old.includes(word)).map((word) => `${here}增加“${word}”`),
    ...old.filter((word) => !now.includes(word)).map((word) => `${here}删去“${word}”`)
  ]
  return changes.length > 0 ? changes : [`${here}的次序改变`]
}

/** Items are the same by their id; without ids by what they are called. */
function itemChanges (subject: string, label: string, before: Items[], after: Items[], names: Names): string[] {
  const [old, now] = [byIdentity(before, names), byIdentity(after, names)]
  const of = subject === '' ? '' : `${subject}：`
  const title = (item: Items): string => `${label}“${titleOfItem(item, names) ?? valueWords(item, names)}”`
  const changes = [
    ...[...now].filter(([id]) => !old.has(id)).map(([, item]) => `${of}增加${title(item)}`),
    ...[...old].filter(([id]) => !now.has(id)).map(([, item]) => `${of}删去${title(item)}`),
    ...[...now].flatMap(([id, item]) => old.has(id) ? objectChanges(`${of}${title(old.get(id)!)}`, old.get(id)!, item, names) : [])
  ]
  return changes.length > 0 ? changes : [`${of}${label}的次序改变`]
}

function byIdentity (items: Items[], names: Names): Map<string, Items> {
  const found = new Map<string, Items>()
  items.forEach((item, index) => {
    const id = String(item.id ?? item.key ?? item.code ?? item.permit ?? item.value ?? titleOfItem(item, names) ?? index)
    found.set(found.has(id) ? `${id}#${index}` : id, item)
  })
  return found
}

function isItem (value: unknown): value is Items {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A reference that carries its name: `{ id, name }`. */
function isNamed (value: unknown): value is { id: string, name: string } {
  return isItem(value) && typeof value.id === 'string' && typeof value.name === 'string' && Object.keys(value).length === 2
}

function isNothing (value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function isSame (before: unknown, after: unknown): boolean {
  if (before === after || (isNothing(before) && isNothing(after))) return true
  if (Array.isArray(before) && Array.isArray(after)) return before.length === after.length && before.every((one, index) => isSame(one, after[index]))
  if (!isItem(before) || !isItem(after)) return false
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((key) => isSame(before[key], after[key]))
}
