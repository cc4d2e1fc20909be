import type { Knex } from 'knex'
import type { Intended } from '../domain/statement.js'
import type { CivilDate } from '../domain/time.js'
import type { SubCaseRow } from './sub-cases.js'

export interface StatementRow {
  sub_case_no: string
  round: number
  stage: SubCaseRow['stage']
  intended: Intended
  /** Of the intended decision, as the party is told them. */
  reasons: string
  document_no: string
  respond_by: CivilDate
  /** One that nobody answered stays open; that its time is over says the date. */
  state: 'open' | 'made' | 'waived'
  content: string | null
  made_by: number | null
  made_at: Date | null
}

type Told = Pick<SubCaseRow, 'sub_case_no' | 'stage'>

/** The newest prior notice of such a decision on a permit in its present stage. */
export async function latestStatement (tx: Knex, { sub_case_no: subCaseNo, stage }: Told, intended: Intended): Promise<StatementRow | undefined> {
  return await tx('statement').where({ sub_case_no: subCaseNo, stage, intended }).orderBy('round', 'desc').first<StatementRow | undefined>()
}

/** All prior notices on a permit in its present stage, oldest first. */
export async function statementsOf (tx: Knex, { sub_case_no: subCaseNo, stage }: Told): Promise<StatementRow[]> {
  return await tx('statement').where({ sub_case_no: subCaseNo, stage }).orderBy('round').select<StatementRow[]>()
}

export async function insertStatement (tx: Knex, statement: Pick<StatementRow, 'sub_case_no' | 'round' | 'stage' | 'intended' | 'reasons' | 'document_no' | 'respond_by'>): Promise<void> {
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
