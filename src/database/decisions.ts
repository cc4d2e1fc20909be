import type { Knex } from 'knex'

export interface ReviewOpinionRow { round: number, opinion: 'grant' | 'refuse', reason: string, reviewed_by: string, reviewed_at: Date }

/** The newest review opinion, which the decision builds on. */
export async function latestOpinion (tx: Knex, subCaseNo: string): Promise<ReviewOpinionRow | undefined> {
  return await tx('review_opinion').where({ sub_case_no: subCaseNo }).orderBy('round', 'desc').first<ReviewOpinionRow | undefined>()
}

export async function insertOpinion (
  tx: Knex, subCaseNo: string, opinion: { opinion: 'grant' | 'refuse', reason: string, reviewedBy: string, reviewedAt: Date }
): Promise<void> {
  const former = await latestOpinion(tx, subCaseNo)
  await tx('review_opinion').insert({
    sub_case_no: subCaseNo,
    round: (former?.round ?? 0) + 1,
    opinion: opinion.opinion,
    reason: opinion.reason,
    reviewed_by: opinion.reviewedBy,
    reviewed_at: opinion.reviewedAt
  })
}

export interface DecisionRow {
  sub_case_no: string
  decision: 'granted' | 'refused' | 'filed'
  manner: 'on-the-spot' | 'ordinary'
  reasons: string
  reviewed_by: string | null
  decided_by: string
  decided_at: Date
}

/** One decision a sub-case, for ever (primary key); two people unless it was made on the spot (decision_two_people). */
export async function insertDecision (tx: Knex, decision: DecisionRow): Promise<void> {
  await tx('decision').insert(decision)
}

export async function decisionOf (tx: Knex, subCaseNo: string): Promise<DecisionRow | undefined> {
  return await tx('decision').where({ sub_case_no: subCaseNo }).first<DecisionRow | undefined>()
}
