import type { Knex } from 'knex'

/** What one clerk told the next: a proposal not to accept, or why something was returned. */
export interface HandlingOpinion {
  step: 'non-acceptance-proposed' | 'pre-review-returned' | 'review-returned'
  reasons: string
  givenBy: string
  givenAt: Date
}

export async function insertHandlingOpinion (tx: Knex, subCaseNo: string, { step, reasons, givenBy, givenAt }: HandlingOpinion): Promise<void> {
  await tx('handling_opinion').insert({ sub_case_no: subCaseNo, step, reasons, given_by: givenBy, given_at: givenAt })
}

/** Oldest first. */
export async function handlingOpinionsOf (tx: Knex, subCaseNo: string): Promise<HandlingOpinion[]> {
  return await tx('handling_opinion').where({ sub_case_no: subCaseNo }).orderBy('id')
    .select<HandlingOpinion[]>({ step: 'step', reasons: 'reasons', givenBy: 'given_by', givenAt: 'given_at' })
}
