import { Type } from '@sinclair/typebox'
import { civilDate, closed, instant, nullable, oneOf } from '../http/answers.js'

export const bar = closed({
  subCaseNo: Type.String({ description: '被撤销事项的子办件编号' }),
  caseNo: Type.String(),
  permitName: Type.String({ description: '被撤销的事项' }),
  holderUsci: Type.String(),
  holderName: Type.String(),
  ground: oneOf(['uncorrected', 'fraud'], { description: 'uncorrected 逾期未履行，fraud 不实承诺' }),
  documentNo: Type.String({ description: '决定书的文号' }),
  beginsOn: civilDate,
  endsOn: civilDate,
  liftedAt: nullable(instant),
  liftingReason: nullable(Type.String()),
  isInForce: Type.Boolean({ description: '现在能否以告知承诺方式申请：true 为不能' }),
  mayLift: Type.Boolean({ description: '登录的人可以提前解除' })
})
export const liftedBar = closed({ ...bar.properties, barredUntil: nullable(Type.String({ format: 'date', description: '持证人另有限制，至这一天；空为没有' })) })
export const bars = closed({ items: Type.Array(bar) })
