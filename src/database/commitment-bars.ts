import type { Knex } from 'knex'
import { isSupervisor } from '../domain/groups.js'
import type { RevocationGround } from '../domain/revocation.js'
import type { CivilDate } from '../domain/time.js'
import type { Account } from './accounts.js'
import { memberOf } from './case-access.js'

export interface CommitmentBarRow {
  sub_case_no: string
  holder_usci: string
  holder_name: string
  department: string
  region: string
  ground: RevocationGround
  document_no: string
  begins_on: CivilDate
  ends_on: CivilDate
  lifted_at: Date | null
  lifted_by: string | null
  lifting_reason: string | null
}

/** With its case, and the permit that was revoked. */
export interface BarOfCase extends CommitmentBarRow {
  case_no: string
  permit: string
  release_id: number
}

export async function insertCommitmentBar (tx: Knex, bar: Omit<CommitmentBarRow, 'lifted_at' | 'lifted_by' | 'lifting_reason'>): Promise<void> {
  await tx('commitment_bar').insert(bar)
}

/** The bar on a holder that ends last of those in force on a day, whichever account asks: `isInForce` of src/domain/commitment-bar.ts in SQL. */
export async function barInForce (tx: Knex, holderUsci: string, day: CivilDate): Promise<CommitmentBarRow | undefined> {
  return await tx('commitment_bar').where({ holder_usci: holderUsci }).whereNull('lifted_at').where('ends_on', '>=', day)
    .orderBy('ends_on', 'desc').first<CommitmentBarRow | undefined>()
}

/** Locks all bars on its holder: of two that are lifted at once the later one knows that none is left. */
export async function lockCommitmentBar (tx: Knex.Transaction, subCaseNo: string): Promise<CommitmentBarRow | undefined> {
  const ofHolder = await tx('commitment_bar').whereIn('holder_usci', tx('commitment_bar').where({ sub_case_no: subCaseNo }).select('holder_usci'))
    .orderBy('sub_case_no').forUpdate().select<CommitmentBarRow[]>()
  return ofHolder.find((bar) => bar.sub_case_no === subCaseNo)
}

export async function setBarLifted (tx: Knex, subCaseNo: string, lifting: { lifted_at: Date, lifted_by: string, lifting_reason: string }): Promise<void> {
  await tx('commitment_bar').where({ sub_case_no: subCaseNo }).update(lifting)
}

/** Bars as far as an account may see them, the newest first: those from its own cases; for staff those of its departments; for supervisors all. */
export async function visibleBars (tx: Knex, account: Account): Promise<BarOfCase[]> {
  return await tx('commitment_bar')
    .join('sub_case', 'sub_case.sub_case_no', 'commitment_bar.sub_case_no')
    .join('case_file', 'case_file.case_no', 'sub_case.case_no')
    .where((visible) => {
      if (account.kind === 'applicant') return visible.where({ account_id: account.id })
      if (isSupervisor(account)) return visible
      return visible.whereRaw(`EXISTS (${memberOf('commitment_bar')})`, [account.groups])
    })
    .orderBy('begins_on', 'desc').orderBy('commitment_bar.sub_case_no').select<BarOfCase[]>('commitment_bar.*', 'case_file.case_no', 'sub_case.permit', 'case_file.release_id')
}
