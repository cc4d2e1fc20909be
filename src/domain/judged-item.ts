/** One material or field of the form as its department judged it before acceptance (verdict per material and field). */
export interface JudgedItem {
  kind: 'material' | 'field'
  id: string
  name?: string
  result: 'ok' | 'deficient'
  reason?: string | null
  howToMend?: string | null
}

/**
 * Reads what a form or Tasklist sent as `verdicts`; what is no such list counts as empty, so that the rules can say what is missing. Whatever
 * isn't text becomes an empty one, which the rules refuse: nothing but text ever reaches them.
 */
export function readJudgedItems (value: unknown): JudgedItem[] {
  if (!Array.isArray(value)) return []
  return value.filter((item): item is Record<keyof JudgedItem, unknown> => typeof item === 'object' && item !== null && 'id' in item && 'kind' in item)
    .map(({ kind, id, name, result, reason, howToMend }) => ({
      kind: text(kind) as JudgedItem['kind'],
      id: text(id),
      ...(typeof name === 'string' ? { name } : {}),
      result: text(result) as JudgedItem['result'],
      reason: textOrNull(reason),
      howToMend: textOrNull(howToMend)
    }))
}

function text (value: unknown): string {
  return textOrNull(value) ?? ''
}

function textOrNull (value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
