import { Type } from '@sinclair/typebox'
import { civilDate, closed, nullable } from '../http/answers.js'

const count = Type.Integer()
const days = nullable(Type.Number({ description: '工作日' }))

export const limitRow = closed({
  month: Type.String({ description: 'yyyy-MM' }),
  department: Type.String(),
  region: Type.String(),
  organ: Type.String(),
  all: Type.Integer({ description: '决定' }),
  onTheSpot: count,
  onTime: Type.Integer({ description: '承诺期限内' }),
  late: Type.Integer({ description: '超过承诺' }),
  overdue: Type.Integer({ description: '超过法定' }),
  stopped: Type.Integer({ description: '有过不计入期限的时间' }),
  extended: Type.Integer({ description: '延长过' }),
  averageDays: days,
  p90Days: days,
  averagePromised: days
})

export const lateDecision = closed({
  subCaseNo: Type.String(),
  caseNo: Type.String(),
  permitName: Type.String(),
  organ: Type.String(),
  holderName: Type.String(),
  decidedOn: civilDate,
  promisedDueOn: nullable(civilDate),
  statutoryDueOn: nullable(civilDate),
  isOverdue: Type.Boolean({ description: '超过法定' }),
  reasons: Type.String({ description: '决定写明的理由，逾期的原因也在其中' })
})

export const timeLimits = closed({ from: civilDate, until: civilDate, rows: Type.Array(limitRow), late: Type.Array(lateDecision) })
