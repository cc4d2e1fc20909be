/** One thing that is wrong in a catalogue file, in words for the person who edits it. */
export interface CatalogueProblem {
  /** Path below the catalogue folder, e.g. `permits/tobacco-retail/permit.yaml`. */
  file: string
  /** 1-based; null when the whole file is meant. */
  line: number | null
  what: string
  howToMend: string
}

/** The catalogue can't be used as it is: every problem that was found, not only the first. */
export class CatalogueError extends Error {
  readonly problems: CatalogueProblem[]

  constructor (problems: CatalogueProblem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'CatalogueError'
    this.problems = problems
  }
}

/** `file:line what（怎样改：…）`, one line. */
export function describeProblem (problem: CatalogueProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}`
  return `${place} ${problem.what}（怎样改：${problem.howToMend}）`
}
