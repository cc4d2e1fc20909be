import { parseArgs } from 'node:util'

export const benchNames = ['documents', 'catalogue-api', 'cases', 'feed', 'memory', 'task-latency', 'start-up', 'pages'] as const
export type BenchName = typeof benchNames[number]

export interface BenchOptions {
  names: BenchName[]
  isQuick: boolean
  /** Cases under way at once (bench `cases`). */
  parallel: number
  /** Cases of a round, and rounds of each side. */
  count: number
  rounds: number
}

const usage = `npm run bench -- [${benchNames.join('|')} …] [--quick] [--parallel N] [--cases N] [--rounds N]`

/** @throws Error with the usage when a word is unknown */
export function readOptions (argv: string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, parallel: { type: 'string' }, cases: { type: 'string' }, rounds: { type: 'string' } }
  })
  const unknown = positionals.find((word) => !benchNames.some((name) => name === word))
  if (unknown !== undefined) throw new Error(`no bench ${unknown}: ${usage}`)
  const isQuick = values.quick === true
  const numberOf = (text: string | undefined, usual: number): number => {
    const value = text === undefined ? usual : Number(text)
    if (!Number.isInteger(value) || value < 1) throw new Error(`not a number of at least 1: ${text}; ${usage}`)
    return value
  }
  return {
    names: positionals.length === 0 ? [...benchNames] : benchNames.filter((name) => positionals.includes(name)),
    isQuick,
    parallel: numberOf(values.parallel, 10),
    count: numberOf(values.cases, isQuick ? 15 : 40),
    rounds: numberOf(values.rounds, isQuick ? 1 : 4)
  }
}
