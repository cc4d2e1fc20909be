import { Type } from '@sinclair/typebox'
import { catalogueStatuses } from '../domain/catalogue-status.js'
import { anyRecord, civilDate, closed, nullable, oneOf } from '../http/answers.js'

export const industryId = closed({ industry: Type.String({ maxLength: 100 }) })

const word = (title: string): ReturnType<typeof Type.String> => Type.String({ title, minLength: 1, maxLength: 100 })

/** What is asked for; all of it must hold. */
export const filter = closed({
  status: Type.Optional(oneOf(catalogueStatuses, { title: '状态', description: 'trial 试点，official 正式，suspended 暂停' })),
  q: Type.Optional(word('文字')),
  region: Type.Optional(word('实施地区')),
  department: Type.Optional(word('部门')),
  permit: Type.Optional(word('事项'))
})

const named = closed({ id: Type.String(), name: Type.String() })
export const catalogueStatus = oneOf(catalogueStatuses)
const standing = {
  edition: nullable(Type.Integer({ description: '目录清单的版次' })),
  status: nullable(catalogueStatus),
  statusName: nullable(Type.String()),
  validFrom: nullable(civilDate),
  validUntil: nullable(civilDate),
  closing: nullable(oneOf(['suspended', 'not-listed', 'not-yet', 'ended', 'region'], { description: '为什么现在不收新的申请' })),
  reason: nullable(Type.String())
}

export const listed = closed({
  id: Type.String(),
  name: Type.String(),
  summary: Type.String(),
  licence: Type.String(),
  version: Type.Integer(),
  leadDepartment: named,
  ...standing,
  regions: Type.Array(Type.String(), { description: '实施地区的区划代码，市的代码含其全部县（区）' }),
  permits: Type.Array(closed({ id: Type.String(), name: Type.String(), department: Type.String() }))
})

export const industry = Type.Object({
  id: Type.String(),
  name: Type.String(),
  summary: Type.String(),
  licence: Type.String(),
  leadDepartment: named,
  ...standing,
  listedRegions: Type.Array(Type.String(), { description: '实施地区的区划代码，市的代码含其全部县（区）' }),
  questions: Type.Array(anyRecord),
  permits: Type.Array(anyRecord),
  regions: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }))
})

export const guideQuestion = closed({
  answers: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '问答', maxProperties: 200 }),
  permits: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { title: '事项', maxItems: 50, uniqueItems: true }))
})
