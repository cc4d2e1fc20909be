import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface StatementRow {
  sub_case_no: string
  round: number
  stage: 'preparation' | 'final' | null
  /** Of the intended decision, as the review gives them. */
  reasons: string
  document_no: string
  respond_by: CivilDate
  /** One that nobody answered stays open; that its time is over says the date. */
  state: 'open' | 'made' | 'waived'
  content: string | null
  made_by: number | null
  made_at: Date | null
}

/** The newest prior notice of a permit in its present stage. */
export async function latestStatement (tx: Knex, subCaseNo: string, stage: StatementRow['stage']): Promise<StatementRow | undefined> {
  return await tx('statement').where({ sub_case_no: subCaseNo, stage }).orderBy('round', 'desc').first<StatementRow | undefined>()
}

/** All of them, oldest first. */
export async function statementsOf (tx: Knex, subCaseNo: string, stage: StatementRow['stage']): Promise<StatementRow[]> {
  return await tx('statement').where({ sub_case_no: subCaseNo, stage }).orderBy('round').select<StatementRow[]>()
}

export async function insertStatement (tx: Knex, statement: Pick<StatementRow, 'sub_case_no' | 'round' | 'stage' | 'reasons' | 'document_no' | 'respond_by'>): Promise<void> {
  await tx('statement').insert(statement)
}

/** How many prior notices a permit has had. */
export async function statementRounds (tx: Knex, subCaseNo: string): Promise<number> {
  const { rounds } = await tx('statement').where({ sub_case_no: subCaseNo }).max('round as rounds').first() as { rounds: number | null }
  return rounds ?? 0
}

export async function answerStatement (
  tx: Knex, { sub_case_no: subCaseNo, round }: StatementRow, answer: { state: 'made' | 'waived', content: string | null, made_by: number, made_at: Date }
): Promise<void> {
  await tx('statement').where({ sub_case_no: subCaseNo, round }).update(answer)
}
