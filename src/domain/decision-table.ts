import { unaryTest } from 'feelin'

/** A DMN decision table as a release keeps it: cells are FEEL unary tests, results are plain values. */
export interface DecisionTable {
  id: string
  name: string
  hitPolicy: 'UNIQUE' | 'FIRST'
  inputs: DecisionInput[]
  /** `label` is absent from releases made before it was kept. */
  outputs: { name: string, label?: string, values: unknown[] | null }[]
  rules: DecisionRule[]
}
/** `values`: what the table itself lists as possible; null: it doesn't say. */
export interface DecisionInput { name: string, label: string, type: string, values: unknown[] | null }
/** `cells` and `results` in the order of inputs and outputs; an empty cell fits everything. */
export interface DecisionRule { id: string, line: number | null, cells: string[], results: unknown[], note: string }

export type DecisionFacts = Readonly<Record<string, unknown>>

/**
 * What the table says of these facts, by output; undefined when no rule fits. The same as Zeebe's (tested against it): a unique table whose
 * rules contradict each other, or a fact left out, is an error there and here.
 */
export function decide (table: DecisionTable, facts: DecisionFacts): Record<string, unknown> | undefined {
  const missing = table.inputs.filter(({ name }) => facts[name] === undefined)
  if (missing.length > 0) throw new Error(`${table.id} is not told ${missing.map(({ name }) => name).join(', ')}`)
  const fitting = table.rules.filter((rule) => rule.cells.every((cell, index) => fits(cell, facts[table.inputs[index]!.name])))
  if (table.hitPolicy === 'UNIQUE' && fitting.length > 1) throw new Error(`${table.id} has several rules for ${JSON.stringify(facts)}`)
  return fitting[0] === undefined ? undefined : resultsOf(table, fitting[0])
}

export function resultsOf (table: DecisionTable, rule: DecisionRule): Record<string, unknown> {
  return Object.fromEntries(table.outputs.map(({ name }, index) => [name, rule.results[index]]))
}

/**
 * Whether a value fits a cell. A list of plain values is compared at once, since guides ask hundreds of times; the rest is feelin's.
 * @throws SyntaxError of feelin when the cell is no unary test
 */
export function fits (cell: string, value: unknown): boolean {
  if (cell === '' || cell === '-') return true
  return plainValues(cell)?.includes(value) ?? unaryTest(cell, { '?': value }).value === true
}

const plainCells = new Map<string, unknown[] | undefined>()

function plainValues (cell: string): unknown[] | undefined {
  if (!plainCells.has(cell)) plainCells.set(cell, listOf(cell))
  return plainCells.get(cell)
}

function listOf (cell: string): unknown[] | undefined {
  try {
    return JSON.parse(`[${cell}]`) as unknown[]
  } catch {
    return undefined
  }
}
