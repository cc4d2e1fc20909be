import { fits, type DecisionFacts, type DecisionInput, type DecisionTable } from './decision-table.js'

/** What is wrong with a table by itself; `rules` are the ones meant, by their place from 0. */
export interface CoverageProblem { kind: 'gap' | 'overlap' | 'unreachable', rules: number[], facts: DecisionFacts }

/**
 * Tries every combination of what the inputs can be: for which no rule fits, for which several of a unique table do, and which rules of a
 * first-hit table nothing ever reaches. One example each.
 * @param domains the possible values of every input, see `valuesOf`
 */
export function coverageProblems (table: DecisionTable, domains: unknown[][]): CoverageProblem[] {
  const matches = table.rules.map((rule) => rule.cells.map((cell, input) => domains[input]!.map((value) => fits(cell, value))))
  const found = new Map<string, CoverageProblem>()
  const reached = new Set<number>()
  const tell = (kind: CoverageProblem['kind'], rules: number[], places: number[]): void => {
    const key = `${kind}:${rules.join()}`
    if (!found.has(key)) found.set(key, { kind, rules, facts: factsAt(table, domains, places) })
  }
  for (const places of combinations(domains)) {
    const fitting = matches.flatMap((cells, rule) => cells.every((cell, input) => cell[places[input]!]!) ? [rule] : [])
    if (fitting.length === 0) tell('gap', [], places)
    else reached.add(fitting[0]!)
    if (table.hitPolicy === 'UNIQUE' && fitting.length > 1) tell('overlap', fitting, places)
    if (table.hitPolicy === 'UNIQUE') for (const rule of fitting) reached.add(rule)
  }
  const idle = table.rules.map((_, index) => index).filter((index) => !reached.has(index))
  return [...found.values(), ...idle.map((rule): CoverageProblem => ({ kind: 'unreachable', rules: [rule], facts: {} }))]
}

/**
 * What an input can be: both truths, the values that the table lists, or `known` ids (of permits, materials) as far as the cells mention them
 * and one that they don't; around every number that a cell mentions.
 */
export function valuesOf (table: DecisionTable, index: number, known: readonly string[] | undefined): unknown[] {
  const input = table.inputs[index]!
  if (input.type === 'boolean') return [true, false]
  if (input.values !== null) return input.values
  const cells = table.rules.map((rule) => rule.cells[index]!)
  if (input.type === 'number') return around(cells)
  const mentioned = textsIn(cells)
  const other = (known ?? []).find((id) => !mentioned.includes(id))
  return [...(known ?? mentioned).filter((id) => mentioned.includes(id)), ...(other === undefined ? [] : [other])]
}

/** Texts in cells that no value of the input is: a slip of the pen makes a rule that never fits. */
export function unknownTexts (table: DecisionTable, index: number, known: readonly string[] | undefined): { rule: number, text: string }[] {
  const input: DecisionInput = table.inputs[index]!
  const possible = input.values ?? known
  if (possible === undefined) return []
  return table.rules.flatMap((rule, place) => textsIn([rule.cells[index]!]).filter((text) => !possible.includes(text)).map((text) => ({ rule: place, text })))
}

function textsIn (cells: string[]): string[] {
  return [...new Set(cells.flatMap((cell) => [...cell.matchAll(/"([^"]*)"/g)].map((match) => match[1]!)))]
}

function around (cells: string[]): number[] {
  const mentioned = cells.flatMap((cell) => [...cell.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0])))
  return [...new Set([0, ...mentioned.flatMap((number) => [number - 1, number, number + 1])])]
}

function * combinations (domains: unknown[][]): Generator<number[]> {
  const places = domains.map(() => 0)
  if (domains.some((domain) => domain.length === 0)) return
  for (;;) {
    yield places
    let input = domains.length - 1
    while (input >= 0 && ++places[input]! === domains[input]!.length) places[input--] = 0
    if (input < 0) return
  }
}

function factsAt (table: DecisionTable, domains: unknown[][], places: number[]): DecisionFacts {
  return Object.fromEntries(table.inputs.map(({ name }, index) => [name, domains[index]![places[index]!]]))
}
