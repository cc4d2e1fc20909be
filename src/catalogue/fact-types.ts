/** A fact that the city still has to confirm (〔待核〕, `unverified`). */
export interface OpenFact {
  /** Where it stands, the same for every industry that uses it: `permits/<id>/…`, `materials/<id>/…`. */
  path: string
  /** The path in words. */
  label: string
  text: string
  /** The industry's permits that it is about; empty: the industry as a whole. */
  permits: string[]
}

/** A fact that was confirmed or corrected, and by whom (`confirmations.yaml`). */
export interface ConfirmedFact extends OpenFact {
  outcome: 'confirmed' | 'corrected'
  /** What took its place; only when corrected. */
  value?: unknown
  by: string
  department: { id: string, name: string }
  paper: string
  on: string
}
