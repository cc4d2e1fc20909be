import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface HearingRightRow {
  sub_case_no: string
  round: number
  /** An interested party's name; null: the applicant. */
  party: string | null
  relation: string | null
  document_no: string
  told_at: Date
  apply_by: CivilDate
  /** One that nobody answered stays open; that its time is over says the date. */
  state: 'open' | 'requested' | 'waived'
  reason: string | null
  answered_on: CivilDate | null
  recorded_by: number | null
  recorded_at: Date | null
}

/** Whoever was told of the right to a hearing about this permit, in order. */
export async function hearingRightsOf (tx: Knex, subCaseNo: string): Promise<HearingRightRow[]> {
  return await tx('hearing_right').where({ sub_case_no: subCaseNo }).orderBy('round').select<HearingRightRow[]>()
}

/** Written with the paper that tells it, once. */
export async function insertHearingRight (tx: Knex, right: Pick<HearingRightRow, 'sub_case_no' | 'party' | 'relation' | 'document_no' | 'told_at' | 'apply_by'>): Promise<void> {
  const round = tx('hearing_right').where({ sub_case_no: right.sub_case_no }).select(tx.raw('coalesce(max(round), 0) + 1'))
  await tx('hearing_right').insert({ ...right, round }).onConflict('document_no').ignore()
}

export async function answerHearingRight (
  tx: Knex, { sub_case_no: subCaseNo, round }: HearingRightRow, answer: Required<Pick<HearingRightRow, 'state' | 'reason' | 'answered_on' | 'recorded_by' | 'recorded_at'>>
): Promise<void> {
  await tx('hearing_right').where({ sub_case_no: subCaseNo, round }).update(answer)
}
