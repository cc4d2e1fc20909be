import { Type } from '@sinclair/typebox'
import { civilDate, closed, nullable } from '../http/answers.js'
import { catalogueStatus } from './industries.schemas.js'

const brief = { number: Type.Integer(), publishedOn: civilDate, announcement: Type.String() }
export const editionBrief = closed(brief)
export const edition = closed({
  ...brief,
  industries: Type.Array(closed({
    industry: Type.String(),
    name: Type.String(),
    status: catalogueStatus,
    statusName: Type.String(),
    validFrom: nullable(civilDate),
    validUntil: nullable(civilDate),
    regions: Type.Array(Type.String()),
    leadDepartment: closed({ id: Type.String(), name: Type.String() }),
    permits: Type.Array(Type.String()),
    reason: nullable(Type.String())
  }))
})
