import type { Knex } from 'knex'

export interface NewSignOff {
  industry: string
  /** `flow` or `permit:<id>` */
  subject: string
  /** SHA-256 of exactly what was signed. */
  partHash: string
  /** Department id. */
  department: string
  person: string
  paper: string | null
  note: string | null
}
export interface SignOff extends NewSignOff { signedAt: Date }

/** One at a time signs, until the transaction ends. */
export async function lockSignOffs (tx: Knex): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock(hashtext('onelicence-sign-off'))")
}

export async function insertSignOffs (tx: Knex, signOffs: NewSignOff[]): Promise<void> {
  if (signOffs.length === 0) return
  await tx('sign_off').insert(signOffs.map(({ partHash, ...rest }) => ({ ...rest, part_hash: partHash })))
}

/** Given since the current release of the industry; what was signed for an earlier one isn't a yes to this one. */
export async function signOffsSinceRelease (tx: Knex, industry: string): Promise<SignOff[]> {
  return await tx('sign_off').where({ industry })
    .where('signed_at', '>', tx.raw("coalesce((SELECT max(published_at) FROM catalogue_release WHERE industry = ?), '-infinity')", [industry]))
    .orderBy('id').select<SignOff[]>('industry', 'subject', 'part_hash as partHash', 'department', 'person', 'paper', 'note', 'signed_at as signedAt')
}
