/** One material or field of the form as its department judged it before acceptance (verdict per material and field). */
export interface JudgedItem {
  kind: 'material' | 'field'
  id: string
  name?: string
  result: 'ok' | 'deficient'
  reason?: string | null
  howToMend?: string | null
}

/** Reads what a form or Tasklist sent as `verdicts`; what is no such list counts as empty, so that the rules can say what is missing. */
export function readJudgedItems (value: unknown): JudgedItem[] {
  if (!Array.isArray(value)) return []
  return value.filter((item): item is JudgedItem => typeof item === 'object' && item !== null && 'id' in item && 'kind' in item)
}
