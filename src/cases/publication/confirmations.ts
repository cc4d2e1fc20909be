import type { Knex } from 'knex'
import { hashOf } from '../../catalogue/content-hash.js'
import type { ConfirmedFact } from '../../catalogue/types.js'
import { keepFactConfirmations } from '../../database/fact-confirmations.js'

/** Keeps who confirmed what by which paper, each once, as it takes effect with a release. */
export async function keepConfirmations (tx: Knex, facts: readonly ConfirmedFact[]): Promise<void> {
  await keepFactConfirmations(tx, facts.map(({ path, text, outcome, value, by, department, paper, on }) => ({
    fact: path,
    statedText: text,
    outcome,
    correctedValue: value,
    confirmedBy: by,
    department: department.id,
    paper,
    confirmedOn: on,
    hash: hashOf({ path, text, outcome, value, by, department: department.id, paper, on })
  })))
}
