import type { Knex } from 'knex'
import { lockUnstartedCases } from '../database/case-sweep.js'
import { addMessage } from '../database/outbox.js'

/**
 * Sends the start message again for cases that should have an instance by now. A message that arrives twice starts at most one
 * instance that lasts: the one that claims the case. Cases of an earlier engine are claimed and so never started anew here.
 * @returns the cases that were swept
 */
export async function sweepUnstartedCases (database: Knex, afterSeconds: number): Promise<string[]> {
  return await database.transaction(async (tx) => {
    const cases = await lockUnstartedCases(tx, afterSeconds)
    for (const { caseNo, industry, attempts } of cases) {
      await addMessage(tx, {
        name: `${industry}-application-submitted`, correlationKey: caseNo, variables: { caseNo }, dedupeKey: `start:${caseNo}:${attempts + 1}`, caseNo
      })
    }
    return cases.map(({ caseNo }) => caseNo)
  })
}
