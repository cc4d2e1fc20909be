import { limitInWords } from '../domain/limit-words.js'
import type { Limit } from './types.js'

/** A fact as its file states it: a text with 〔待核〕 in it, a value with `unverified: true`, or a flag that speaks for the texts beside it. */
export interface StatedFact { path: string, kind: 'text' | 'value' | 'flag', text: string }

const flags: Record<string, string> = { reconsideration_unverified: '行政复议机关' }

/** Everything marked as still to be confirmed in a file's data, by path below `path` (list items by their id, else by their index). */
export function factsIn (value: unknown, path: string): StatedFact[] {
  if (typeof value !== 'object' || value === null) return factAt(value, path) ?? []
  if (Array.isArray(value)) return value.flatMap((item, index) => factsIn(item, `${path}/${keyOf(item) ?? index}`))
  return [...factAt(value, path) ?? [], ...Object.entries(value).flatMap(([key, item]) => key in flags && item === true
    ? [flagFact(key, `${path}/${key}`)]
    : factsIn(item, `${path}/${key}`))]
}

function factAt (value: unknown, path: string): [StatedFact] | undefined {
  if (typeof value === 'string') return value.includes('待核') ? [{ path, kind: 'text', text: value }] : undefined
  return isUnverified(value) ? [{ path, kind: 'value', text: `${valueText(value)}〔待核〕` }] : undefined
}

/** One fact by its path below `data`; undefined when nothing there is marked. */
export function factOf (data: unknown, steps: readonly string[], path: string): StatedFact | undefined {
  const place = placeIn(data, steps)
  if (place === undefined) return undefined
  const last = String(place.key)
  return last in flags && place.value === true ? flagFact(last, path) : factAt(place.value, path)?.[0]
}

function flagFact (key: string, path: string): StatedFact {
  return { path, kind: 'flag', text: `${flags[key]}〔待核〕` }
}

/** Takes the mark off a fact, in place. Throws RangeError in Chinese when the correction doesn't fit the fact. */
export function settleFact (data: unknown, steps: readonly string[], correction: unknown): void {
  const place = placeIn(data, steps)
  if (place === undefined) throw new RangeError('没有这一项')
  const { parent, key, value } = place
  if (String(key) in flags) {
    if (correction !== undefined) throw new RangeError('更正请写在它旁边的各项上，这里只确认')
    delete (parent as Record<string, unknown>)[key]
  } else if (typeof value === 'string') {
    parent[key] = settledText(value, correction)
  } else {
    parent[key] = settledValue(value as Record<string, unknown>, correction)
  }
}

/** A text without its 〔…待核…〕. */
export function withoutMarks (text: string): string {
  return text.replace(/〔[^〔〕]*待核[^〔〕]*〕/g, '').trim()
}

function settledText (text: string, correction: unknown): string {
  if (correction !== undefined && (typeof correction !== 'string' || correction.trim() === '')) throw new RangeError('更正后的内容应是文字')
  const settled = (correction as string | undefined ?? withoutMarks(text)).trim()
  if (settled === '' || settled.includes('待核')) throw new RangeError('去掉〔待核〕后没有内容或仍待核，请写明更正后的内容')
  return settled
}

function settledValue ({ unverified: _, ...value }: Record<string, unknown>, correction: unknown): Record<string, unknown> {
  if (correction === undefined) return value
  if (typeof correction === 'number' && 'n' in value) return { ...value, n: correction }
  if (typeof correction !== 'object' || correction === null || Array.isArray(correction)) throw new RangeError('更正后的内容应是数字，或 { 键: 值 }')
  return { ...value, ...correction }
}

type Container = Record<string | number, unknown>
function placeIn (data: unknown, steps: readonly string[]): { parent: Container, key: string | number, value: unknown } | undefined {
  let place: { parent: Container, key: string | number, value: unknown } | undefined
  let at = data
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) return undefined
    const key = Array.isArray(at) ? indexIn(at, step) : Object.hasOwn(at, step) ? step : undefined
    if (key === undefined) return undefined
    place = { parent: at as Container, key, value: (at as Container)[key] }
    at = place.value
  }
  return place
}

function indexIn (list: unknown[], step: string): number | undefined {
  const byId = list.findIndex((item) => keyOf(item) === step)
  const index = byId >= 0 ? byId : /^\d+$/.test(step) && keyOf(list[Number(step)]) === undefined ? Number(step) : -1
  return index >= 0 && index < list.length ? index : undefined
}

/** What an item of a list is called in a path. */
function keyOf (item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  return 'id' in item ? String(item.id) : 'code' in item ? String(item.code) : undefined
}

function isUnverified (value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'unverified' in value && value.unverified === true
}

function valueText (value: object): string {
  if ('n' in value) return `${'label' in value ? `${String(value.label)} ` : ''}${amountText(value as Partial<Limit>)}`
  return Object.entries(value).filter(([key, one]) => key !== 'unverified' && typeof one !== 'object').map(([key, one]) => `${key} ${String(one)}`).join('；')
}

function amountText ({ n, unit }: Partial<Limit>): string {
  return unit === undefined ? `${n}项` : limitInWords({ n: n!, unit })
}
