import type { Knex } from 'knex'
import { latestVerdicts } from '../../database/deficiencies.js'
import { latestOpinion } from '../../database/decisions.js'
import type { SubCaseRow } from '../../database/sub-cases.js'
import { visitSummaryOf } from '../../database/visits.js'
import type { LabelledValue } from './task-view.js'

/** What others have said about this permit so far, oldest first. */
export async function earlierOpinions (tx: Knex, subCase: SubCaseRow): Promise<LabelledValue[]> {
  const deficient = (await latestVerdicts(tx, subCase.sub_case_no)).filter(({ result }) => result === 'deficient')
  const opinion = await latestOpinion(tx, subCase.sub_case_no)
  return [
    ...deficient.map(({ id, reason }) => ({ label: '曾要求补正', value: `${id}：${reason ?? ''}` })),
    ...await visitOpinions(tx, subCase),
    ...(opinion === undefined
      ? []
      : [{ label: '审核意见', value: `${opinion.opinion === 'grant' ? '拟准予' : '拟不予'}${opinion.reason === '' ? '' : `：${opinion.reason}`}` }])
  ]
}

async function visitOpinions (tx: Knex, subCase: SubCaseRow): Promise<LabelledValue[]> {
  const summary = await visitSummaryOf(tx, subCase.sub_case_no)
  if (summary === undefined) return []
  return [{ label: '现场核查', value: `${summary.conclusion === 'passed' ? '合格' : '不合格'}${summary.note === null ? '' : `：${summary.note}`}` }]
}
