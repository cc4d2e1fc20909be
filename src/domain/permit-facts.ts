import type { PublishedIndustry } from '../catalogue/types.js'

export interface PermitFacts {
  /** What the city still has to confirm. */
  openFacts: { path: string, label: string, text: string }[]
  /** What was confirmed or corrected, by whose paper; `text` is what stood there before. */
  confirmedFacts: { path: string, label: string, text: string, outcome: 'confirmed' | 'corrected', department: string, paper: string, on: string }[]
}

/** The open and the confirmed facts about one permit of an industry. Who confirmed is kept from the public, which department is not. */
export function permitFacts ({ open_facts: open = [], confirmed_facts: confirmed = [] }: PublishedIndustry, permitId: string): PermitFacts {
  return {
    openFacts: open.filter(({ permits }) => permits.includes(permitId)).map(({ path, label, text }) => ({ path, label, text })),
    confirmedFacts: confirmed.filter(({ permits }) => permits.includes(permitId))
      .map(({ path, label, text, outcome, department, paper, on }) => ({ path, label, text, outcome, department: department.name, paper, on }))
  }
}
