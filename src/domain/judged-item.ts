import { isBlank } from './blank.js'

/** One material or field of the form as its department judged it before acceptance (verdict per material and field). */
export interface JudgedItem {
  kind: 'material' | 'field'
  id: string
  name?: string
  result: 'ok' | 'deficient'
  reason?: string | null
  howToMend?: string | null
}

/** Of the catalogue of reasons (`bpmn/reasons.yaml`), what is said and how it is mended. */
export type KnownReasons = Readonly<Record<string, { for: readonly string[], reason: string, how_to_mend: string }>>

/**
 * Reads what a form or Tasklist sent as `verdicts`; what is no such list counts as empty, so that the rules can say what is missing. Whatever
 * isn't text becomes an empty one, which the rules refuse: nothing but text ever reaches them. A reason of the catalogue comes before what was
 * written to it; how to mend it is the catalogue's unless something else was written.
 */
export function readJudgedItems (value: unknown, reasons: KnownReasons = {}): JudgedItem[] {
  if (!Array.isArray(value)) return []
  return value.filter((item): item is Record<keyof JudgedItem | 'reasonId', unknown> => typeof item === 'object' && item !== null && 'id' in item && 'kind' in item)
    .map(({ kind, id, name, result, reasonId, reason, howToMend }) => ({
      kind: text(kind) as JudgedItem['kind'],
      id: text(id),
      ...(typeof name === 'string' ? { name } : {}),
      result: text(result) as JudgedItem['result'],
      ...said(knownReason(reasons, reasonId, kind), textOrNull(reason), textOrNull(howToMend))
    }))
}

function knownReason (reasons: KnownReasons, id: unknown, kind: unknown): KnownReasons[string] | undefined {
  const known = typeof id === 'string' && Object.hasOwn(reasons, id) ? reasons[id] : undefined
  return known?.for.includes(String(kind)) === true ? known : undefined
}

function said (known: KnownReasons[string] | undefined, reason: string | null, howToMend: string | null): Pick<JudgedItem, 'reason' | 'howToMend'> {
  if (known === undefined) return { reason, howToMend }
  return { reason: isBlank(reason) ? known.reason : `${known.reason}：${reason!}`, howToMend: isBlank(howToMend) ? known.how_to_mend : howToMend }
}

function text (value: unknown): string {
  return textOrNull(value) ?? ''
}

function textOrNull (value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
