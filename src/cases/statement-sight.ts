import type { Knex } from 'knex'
import { latestStatement } from '../database/statements.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import type { Intended, StatementSight } from '../domain/statement.js'

/** How the hearing of the party about such a decision stands; undefined: it was told nothing. */
export async function statementSightOf (tx: Knex, subCase: SubCaseRow, intended: Intended): Promise<StatementSight | undefined> {
  const statement = await latestStatement(tx, subCase, intended)
  return statement === undefined ? undefined : { state: statement.state, respondBy: statement.respond_by }
}
