/** A stream of numbers in [0, 1) that a seed repeats. */
export type Random = () => number

/** mulberry32: small, fast, good enough to spread cases. */
export function seededRandom (seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function oneOf<T> (random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!
}
