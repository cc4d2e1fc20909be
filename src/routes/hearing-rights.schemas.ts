import { Type } from '@sinclair/typebox'
import { civilDate, closed, nullable } from '../http/answers.js'

export const openRights = closed({
  rights: Type.Array(closed({
    permit: Type.String(),
    party: nullable(Type.String({ description: '利害关系人；null 为申请人' })),
    relation: nullable(Type.String()),
    documentNo: Type.String(),
    toldOn: civilDate,
    applyBy: Type.String({ format: 'date', description: '要求听证的最后一日' })
  }))
})
