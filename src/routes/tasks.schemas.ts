import { Type } from '@sinclair/typebox'
import { closed, instant, nullable, oneOf } from '../http/answers.js'

export const taskKey = closed({ key: Type.String({ pattern: '^\\d{1,20}$' }) })

export const inboxQuery = closed({
  limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
  permit: Type.Optional(Type.String({ title: '事项', maxLength: 100 })),
  caseNo: Type.Optional(Type.String({ title: '办件编号', maxLength: 30 })),
  q: Type.Optional(Type.String({ title: '查找', maxLength: 100, description: '办件编号（开头即可）或者申请人名称中的字' })),
  claim: Type.Optional(oneOf(['mine', 'unclaimed'], { title: '签收' })),
  dueBefore: Type.Optional(Type.String({ title: '截止', format: 'date-time' }))
})

const person = closed({ login: Type.String(), name: Type.String() })

const task = {
  key: Type.String(),
  elementId: Type.String(),
  name: Type.String({ description: '流程图中的任务名称' }),
  state: oneOf(['created', 'completed', 'canceled']),
  caseNo: Type.String(),
  subCaseNo: nullable(Type.String()),
  permit: nullable(Type.String()),
  permitName: nullable(Type.String()),
  applicant: Type.String(),
  premises: Type.String(),
  candidateGroups: Type.Array(Type.String()),
  assignee: nullable(person),
  dueAt: nullable(instant),
  createdAt: instant
}

export const inbox = closed({
  items: Type.Array(closed(task)),
  next: nullable(Type.String()),
  counts: closed(
    { all: Type.Integer(), mine: Type.Integer(), unclaimed: Type.Integer(), overdue: Type.Integer() },
    { description: '按 permit、caseNo、q 筛选之后；claim、dueBefore 不影响' }
  ),
  permits: Type.Array(closed({ permit: Type.String(), name: Type.String(), count: Type.Integer() }), { description: '我的组的待办涉及的事项，不受筛选影响' })
})

export const taskDetail = closed({
  ...task,
  visitNo: nullable(Type.String({ description: '联合核查的任务：核查编号' })),
  endedAt: nullable(instant),
  form: nullable(Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, description: 'Camunda 表单' })),
  data: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, description: 'taskView、预填内容与我的草稿' }),
  hasDraft: Type.Boolean(),
  materials: Type.Array(closed({
    id: Type.String(), name: Type.String(), state: Type.String(), link: nullable(Type.String())
  }))
})

export const completion = closed({ variables: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '办理内容', maxProperties: 50 }) })
export const draft = closed({ data: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '草稿', maxProperties: 50 }) })
