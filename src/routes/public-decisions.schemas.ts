import { Type } from '@sinclair/typebox'
import { closed, instant, nullable } from '../http/answers.js'

const decision = closed({
  documentNo: Type.String({ description: '决定书文号' }),
  title: Type.String(),
  organ: Type.String({ description: '作出决定的机关' }),
  permitName: Type.String(),
  holderName: Type.String(),
  holderUsci: Type.String({ description: '统一社会信用代码；自然人的证件号码已遮盖' }),
  certificates: Type.Array(closed({ name: Type.String(), number: Type.String(), validity: Type.String() })),
  issuedAt: instant
})
export const decisions = closed({ items: Type.Array(decision), next: nullable(Type.String({ description: '下一页的 cursor；没有下一页为 null' })) })
