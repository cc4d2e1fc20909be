import type { Knex } from 'knex'
import { certificateOfSubCase } from '../database/certificates.js'
import { postCheckOfSubCase } from '../database/post-checks.js'
import { revocationBases, type RevocationSight } from '../domain/revocation.js'
import { civilDateOf } from '../domain/time.js'
import type { PermitContext } from './permit-context.js'
import { statementSightOf } from './statement-sight.js'

/** What stands for and against taking a permit back at this moment. */
export async function revocationSightOf (tx: Knex, { subCase, permit }: PermitContext, decidedBy: string, now: Date): Promise<RevocationSight> {
  const check = await postCheckOfSubCase(tx, subCase.sub_case_no)
  return {
    bases: check.ground === null ? [] : revocationBases(check.ground, permit).map(({ value }) => value),
    checkedBy: [check.checked_by, check.rechecked_by],
    decidedBy,
    certificateState: (await certificateOfSubCase(tx, subCase.sub_case_no))?.state,
    statement: await statementSightOf(tx, subCase, 'revoke'),
    today: civilDateOf(now)
  }
}
