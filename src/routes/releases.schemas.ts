import { Type } from '@sinclair/typebox'
import { closed, instant, nullable } from '../http/answers.js'

export const release = closed({ version: Type.Integer(), publishedAt: instant, note: Type.String(), contentHash: Type.String() })
export const releaseVersion = closed({ industry: Type.String({ maxLength: 100 }), version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })
export const changes = closed({
  version: Type.Integer(),
  against: nullable(Type.Integer({ description: '与哪一版比较；第一版为 null' })),
  groups: Type.Array(closed({
    title: Type.String(),
    department: closed({ id: Type.String(), name: Type.String() }),
    changes: Type.Array(Type.String())
  }))
})
