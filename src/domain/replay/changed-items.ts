import { isDeepStrictEqual } from 'node:util'

/** One item of a list that was changed, added (`was` undefined) or taken away (`is` undefined); `changeIn` does this alone to a list. */
export interface ChangedItem<T> { was: T | undefined, is: T | undefined, changeIn (list: readonly T[]): T[] }

/** The items in which two lists differ, by what tells them apart. */
export function changedItems<T> (before: readonly T[], after: readonly T[], idOf: (item: T) => string): ChangedItem<T>[] {
  const former = new Map(before.map((item) => [idOf(item), item]))
  const current = new Map(after.map((item) => [idOf(item), item]))
  const ids = new Set([...former.keys(), ...current.keys()])
  return [...ids].filter((id) => !isDeepStrictEqual(former.get(id), current.get(id))).map((id) => {
    const [was, is] = [former.get(id), current.get(id)]
    return { was, is, changeIn: (list) => is === undefined ? list.filter((item) => idOf(item) !== id) : withItem(list, is, { after, idOf }) }
  })
}

/** In the place of the item of its name; a new one stands behind those that it follows in the other list. */
function withItem<T> (list: readonly T[], item: T, { after, idOf }: { after: readonly T[], idOf: (item: T) => string }): T[] {
  if (list.some((one) => idOf(one) === idOf(item))) return list.map((one) => idOf(one) === idOf(item) ? item : one)
  const earlier = new Set(after.slice(0, after.indexOf(item)).map(idOf))
  const place = list.findLastIndex((one) => earlier.has(idOf(one))) + 1
  return [...list.slice(0, place), item, ...list.slice(place)]
}
