import type { Knex } from 'knex'
import { deficiencyItemsOf, insertVerdicts, setDeficiencyState } from '../database/deficiencies.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import type { JudgedItem } from '../domain/judged-item.js'

/**
 * Records a department's judgement of one round before acceptance. Answers to an earlier notice that it did not find
 * deficient again are settled; what is deficient waits for the one notice.
 */
export async function recordJudgement (
  tx: Knex, subCase: SubCaseRow, items: JudgedItem[], by: { login: string, at: Date }
): Promise<'complete' | 'deficient'> {
  const round = subCase.review_round + 1
  const verdict = items.some(({ result }) => result === 'deficient') ? 'deficient' : 'complete'
  await insertVerdicts(tx, {
    caseNo: subCase.case_no, subCaseNo: subCase.sub_case_no, round, judgedBy: by.login, judgedAt: by.at
  }, items)
  const answered = await deficiencyItemsOf(tx, { subCaseNo: subCase.sub_case_no }, ['answered'])
  await setDeficiencyState(tx, answered.map(({ id }) => id), 'settled')
  await updateSubCase(tx, subCase.sub_case_no, { verdict, review_round: round })
  return verdict
}
