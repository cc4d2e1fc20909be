import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface FactConfirmation {
  fact: string
  statedText: string
  outcome: 'confirmed' | 'corrected'
  correctedValue: unknown
  confirmedBy: string
  department: string
  paper: string
  confirmedOn: CivilDate
  /** Of the whole record: the same one is kept once. */
  hash: string
}

/** Keeps the confirmations that are not kept yet. */
export async function keepFactConfirmations (tx: Knex, confirmations: readonly FactConfirmation[]): Promise<void> {
  if (confirmations.length === 0) return
  await tx('fact_confirmation').insert(confirmations.map((one) => ({
    fact: one.fact,
    stated_text: one.statedText,
    outcome: one.outcome,
    corrected_value: one.outcome === 'corrected' ? JSON.stringify(one.correctedValue) : null,
    confirmed_by: one.confirmedBy,
    department: one.department,
    paper: one.paper,
    confirmed_on: one.confirmedOn,
    entry_hash: one.hash
  }))).onConflict('entry_hash').ignore()
}
