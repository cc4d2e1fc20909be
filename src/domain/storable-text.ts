/** NUL and half a surrogate pair: neither text nor JSON of the database can hold them. */
const unstorable = /[\0\p{Surrogate}]/u
/** Deeper values come from nobody's form, and writing them down again would take the whole stack. */
const deepest = 64

export type UnfitValue = { path: string[], problem: string }

export function isStorableText (text: string): boolean {
  return !unstorable.test(text)
}

/**
 * What in a value that somebody sent can't be kept: texts and names of properties with such characters, texts longer than `longestText`,
 * nesting without end. Never recurses, so that the value can't break what judges it.
 */
export function findUnfit (value: unknown, longestText = Infinity): UnfitValue | undefined {
  const left: { part: unknown, path: string[] }[] = [{ part: value, path: [] }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { part, path } = next
    if (typeof part === 'string') {
      if (!isStorableText(part)) return { path, problem: '含有不能保存的字符' }
      if (part.length > longestText) return { path, problem: `不能超过${longestText}个字` }
    }
    if (typeof part !== 'object' || part === null) continue
    if (path.length === deepest) return { path: path.slice(0, 1), problem: '层次太多' }
    for (const [name, inner] of Object.entries(part)) {
      if (!isStorableText(name)) return { path, problem: '含有不能保存的字符' }
      left.push({ part: inner, path: [...path, name] })
    }
  }
  return undefined
}
