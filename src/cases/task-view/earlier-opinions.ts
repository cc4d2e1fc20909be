import type { Knex } from 'knex'
import { latestVerdicts } from '../../database/deficiencies.js'
import { latestOpinion } from '../../database/decisions.js'
import { hearingRightsOf } from '../../database/hearing-rights.js'
import { handlingOpinionsOf, type HandlingOpinion } from '../../database/handling-opinions.js'
import type { SubCaseRow } from '../../database/sub-cases.js'
import { proceduresOfSubCase } from '../../database/special-procedures.js'
import { statementsOf } from '../../database/statements.js'
import { toleratedBy } from '../../database/tolerated-materials.js'
import { visitSummaryOf } from '../../database/visits.js'
import { subjectName } from '../../domain/subject-names.js'
import { conclusionNames, procedureNames } from '../../domain/special-procedures.js'
import type { CivilDate } from '../../domain/time.js'
import { hearingRightLine } from '../hearing-right.js'
import { objectionLines } from '../public-notice.js'
import { statementLine } from '../statement.js'
import { toleratedLine } from '../tolerated-materials.js'
import type { PermitContext } from '../permit-context.js'
import type { LabelledValue } from './task-view.js'

const stepLabels: Record<HandlingOpinion['step'], string> = {
  'non-acceptance-proposed': '提请不予受理', 'pre-review-returned': '退回预审', 'review-returned': '退回审核'
}

/** What others have said about this permit so far, oldest first. */
export async function earlierOpinions (tx: Knex, { subCase, industry }: Pick<PermitContext, 'subCase' | 'industry'>, today: CivilDate): Promise<LabelledValue[]> {
  const deficient = (await latestVerdicts(tx, subCase.sub_case_no)).filter(({ result }) => result === 'deficient')
  const opinion = await latestOpinion(tx, subCase.sub_case_no)
  const statements = (await statementsOf(tx, subCase)).filter(({ intended }) => intended === 'refuse')
  const tolerated = await toleratedBy(tx, subCase.sub_case_no)
  const handling = await handlingOpinionsOf(tx, subCase.sub_case_no)
  return [
    ...deficient.map(({ kind, id, reason }) => ({ label: '曾要求补正', value: `${subjectName(industry, kind, id)}：${reason ?? ''}` })),
    ...handling.filter(({ step }) => step !== 'review-returned').map(labelled),
    ...tolerated.length === 0 ? [] : [toleratedLine(industry, tolerated, today)],
    ...await visitOpinions(tx, subCase),
    ...(await hearingRightsOf(tx, subCase.sub_case_no)).map(hearingRightLine),
    ...await procedureOpinions(tx, subCase),
    ...await objectionLines(tx, subCase.sub_case_no),
    ...(opinion === undefined
      ? []
      : [{ label: '审核意见', value: `${opinion.opinion === 'grant' ? '拟准予' : '拟不予'}${opinion.reason === '' ? '' : `：${opinion.reason}`}` }]),
    ...handling.filter(({ step }) => step === 'review-returned').map(labelled),
    ...statements.filter(({ state }, index) => state === 'made' || (opinion?.opinion === 'refuse' && index === statements.length - 1)).map(statementLine)
  ]
}

function labelled ({ step, reasons }: HandlingOpinion): LabelledValue {
  return { label: stepLabels[step], value: reasons }
}

async function visitOpinions (tx: Knex, subCase: SubCaseRow): Promise<LabelledValue[]> {
  const summary = await visitSummaryOf(tx, subCase.sub_case_no)
  if (summary === undefined) return []
  return [{ label: '现场核查', value: `${summary.conclusion === 'passed' ? '合格' : '不合格'}${summary.note === null ? '' : `：${summary.note}`}` }]
}

async function procedureOpinions (tx: Knex, subCase: SubCaseRow): Promise<LabelledValue[]> {
  return (await proceduresOfSubCase(tx, subCase.sub_case_no)).flatMap(({ kind, state, demand, begins_on: from, ends_on: until, institute, arrangement, conclusion, report_no: reportNo, findings }) => {
    const label = procedureNames[kind]
    if (state === 'pending' && demand !== null) return [{ label, value: demand }]
    if (state === 'not-needed') return [{ label, value: `不需要：${arrangement ?? ''}` }]
    if (state === 'arranged') return [{ label, value: `${from ?? ''}${until === null ? '' : ` 至 ${until}`}：${institute === null ? '' : `${institute}，`}${arrangement ?? ''}` }]
    return conclusion === null ? [] : [{ label, value: `${conclusionNames[kind][conclusion]}${reportNo === null ? '' : `（${institute ?? ''}报告${reportNo}）`}：${findings ?? ''}` }]
  })
}
