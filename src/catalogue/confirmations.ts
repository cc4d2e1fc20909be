import type { CatalogueProblem } from './catalogue-error.js'
import { factOf, settleFact } from './facts.js'
import type { YamlFile } from './yaml-file.js'

export const confirmationsFile = 'confirmations.yaml'

/** One line of `confirmations.yaml`: who of which department confirmed or corrected which fact, by which paper, when. */
export interface Confirmation {
  /** The fact's path, as `permits/<id>/…`, `industries/<id>/…`, `materials/<id>/…`. */
  fact: string
  /** How it stood then; the confirmation holds for these words only. */
  text: string
  outcome: 'confirmed' | 'corrected'
  /** Corrected: a text, a number in place of `n`, or keys to replace. */
  value?: unknown
  by: string
  department: string
  paper: string
  on: string
}

/** The file in which a fact stands, and the steps to it. */
export function placeOfFact (fact: string): { file: string, steps: string[] } {
  const [source = '', id = '', ...rest] = fact.split('/')
  if (source === 'permits') return { file: `permits/${id}/permit.yaml`, steps: rest }
  if (source === 'industries') return { file: `industries/${id}/industry.yaml`, steps: rest }
  return { file: `${source}.yaml`, steps: [id, ...rest] }
}

/** The confirmation that holds for each fact: its newest. */
export function confirmationsInForce (confirmations: readonly Confirmation[]): Confirmation[] {
  return [...new Map(confirmations.map((one) => [one.fact, one])).values()]
}

/**
 * Takes the marks off the confirmed facts of a file, or puts the corrected ones in their place, in its data; the file itself stays.
 * A confirmation of words that no longer stand there is a problem.
 */
export function applyConfirmations (confirmations: { yaml: YamlFile, list: readonly Confirmation[] }, to: YamlFile): CatalogueProblem[] {
  return confirmationsInForce(confirmations.list).filter(({ fact }) => placeOfFact(fact).file === to.file).flatMap((confirmation) => {
    const tell = (what: string, howToMend: string): CatalogueProblem[] => [confirmations.yaml.problemAt([confirmations.list.indexOf(confirmation)], what, howToMend)]
    const { steps } = placeOfFact(confirmation.fact)
    const fact = factOf(to.data, steps, confirmation.fact)
    if (fact === undefined) return tell(`“${confirmation.fact}”处没有待核内容`, '删去这一条，或改正 fact')
    if (fact.text !== confirmation.text) return tell(`“${confirmation.fact}”的原文在确认之后改了，确认不再算数`, '请有关部门重新确认（onelicence confirm）')
    try {
      settleFact(to.data, steps, confirmation.value)
      return []
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return tell(`“${confirmation.fact}”不能这样确认：${error.message}`, '改正 value')
    }
  })
}
