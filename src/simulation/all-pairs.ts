import { oneOf, type Random } from '../domain/random.js'

/** Something that differs between cases, and what it can be. */
export interface Factor { id: string, values: readonly unknown[] }
export type Row = Record<string, unknown>

/** Of how many rows with a wanted pair the best is taken, and how many are drawn to find one at all. */
const candidates = 20
const attempts = 160

interface Pair { a: Factor, valueOfA: unknown, b: Factor, valueOfB: unknown }

/**
 * Rows in which every two values of two factors come together at least once, as far as they can. What is possible depends on whole rows (which
 * permits apply, what the law lets be chosen), so rows are drawn and judged, not built value by value.
 * @param realise what a drawn row really comes to; undefined when it can't be
 * @returns `uncovered`: pairs that no possible row was found for
 */
export function coverPairs (
  factors: readonly Factor[], realise: (row: Row) => Row | undefined, random: Random
): { rows: Row[], uncovered: number } {
  const open = openPairs(factors)
  const rows: Row[] = []
  let uncovered = 0
  for (let [next] = open; next !== undefined; [next] = open) {
    const [key, pair] = next
    const row = bestRow(factors, pair, open, realise, random)
    if (row === undefined) {
      open.delete(key)
      uncovered++
      continue
    }
    rows.push(row)
    for (const covered of pairsIn(factors, row)) open.delete(covered)
  }
  return { rows, uncovered }
}

/** Of several possible rows with this pair, the one that covers most of what is open. */
function bestRow (
  factors: readonly Factor[], pair: Pair, open: ReadonlyMap<string, Pair>, realise: (row: Row) => Row | undefined, random: Random
): Row | undefined {
  let best: { row: Row, gain: number } | undefined
  let found = 0
  for (let attempt = 0; attempt < attempts && found < candidates; attempt++) {
    const drawn = Object.fromEntries(factors.map(({ id, values }) => [id, oneOf(random, values)]))
    const row = realise({ ...drawn, [pair.a.id]: pair.valueOfA, [pair.b.id]: pair.valueOfB })
    if (row === undefined || row[pair.a.id] !== pair.valueOfA || row[pair.b.id] !== pair.valueOfB) continue
    found++
    const gain = pairsIn(factors, row).filter((key) => open.has(key)).length
    if (best === undefined || gain > best.gain) best = { row, gain }
  }
  return best?.row
}

function openPairs (factors: readonly Factor[]): Map<string, Pair> {
  return new Map(factors.flatMap((a, i) => factors.slice(i + 1).flatMap((b, offset) =>
    a.values.flatMap((valueOfA, x) => b.values.map((valueOfB, y): [string, Pair] => [keyOf(i, x, i + 1 + offset, y), { a, valueOfA, b, valueOfB }])))))
}

/** The keys of all pairs of a row. */
function pairsIn (factors: readonly Factor[], row: Row): string[] {
  const places = factors.map(({ id, values }) => values.indexOf(row[id]))
  return places.flatMap((x, i) => places.slice(i + 1).map((y, offset) => keyOf(i, x, i + 1 + offset, y)))
}

/** By place of factor and value, since values may be lists. */
function keyOf (...places: [number, number, number, number]): string {
  return places.join()
}
