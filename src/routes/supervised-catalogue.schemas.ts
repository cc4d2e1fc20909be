import { Type } from '@sinclair/typebox'
import { closed, oneOf } from '../http/answers.js'
import { factKinds, type FactKind } from '../domain/fact-kinds.js'

const count = Type.Integer()
const named = closed({ id: Type.String(), name: Type.String() })

const filters = {
  industry: Type.Optional(Type.String({ title: '行业', maxLength: 100 })),
  permit: Type.Optional(Type.String({ title: '事项', maxLength: 100 })),
  kind: Type.Optional(oneOf(Object.keys(factKinds) as FactKind[], { title: '哪一类' })),
  q: Type.Optional(Type.String({ title: '查找', minLength: 1, maxLength: 100 }))
}
export const openFactFilters = closed(filters)
export const openFactQuery = closed({
  ...filters,
  offset: Type.Integer({ title: '从第几条起', minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 })
})
export const openFacts = closed({
  total: count,
  all: Type.Integer({ description: '不筛选共有几处' }),
  permits: Type.Array(named, { description: '可以选的事项' }),
  items: Type.Array(closed({
    path: Type.String({ description: '在目录文件中的位置' }),
    label: Type.String(),
    text: Type.String(),
    kind: Type.String(),
    kindName: Type.String(),
    permits: Type.Array(closed({ id: Type.String(), name: Type.String(), department: Type.String() })),
    industries: Type.Array(named)
  }))
})

export const coverage = closed({
  industry: Type.String(),
  name: Type.String(),
  version: count,
  facts: closed({ open: count, confirmed: count }),
  permits: Type.Array(closed({ permit: Type.String(), name: Type.String(), department: Type.String(), open: count, confirmed: count, received: count, decided: count })),
  tables: Type.Array(closed({ id: Type.String(), name: Type.String(), rules: count, problems: Type.Array(Type.String()) })),
  processes: Type.Array(closed({ processId: Type.String(), name: Type.String(), nodes: count, missed: Type.Array(Type.String(), { description: '还没有办件走到的步骤' }) }))
})
