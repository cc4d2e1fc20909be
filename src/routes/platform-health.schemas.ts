import { Type } from '@sinclair/typebox'
import { closed, instant, nullable } from '../http/answers.js'

const count = Type.Integer()

export const workers = closed({
  processes: Type.Array(closed({
    name: Type.String(), startedAt: instant, seenAt: instant, isAlive: Type.Boolean({ description: '一分钟内有消息' }), inHand: Type.Integer({ description: '手上的作业数' })
  })),
  items: Type.Array(closed({
    jobType: Type.String(),
    servedBy: Type.Integer({ description: '几个进程在做' }),
    handledLastHour: count,
    lastHandledAt: nullable(instant),
    lost: Type.Integer({ description: '效果已存，而引擎不再认识的作业' }),
    failedLastHour: Type.Integer({ description: '近一小时出的异常，含已解决的' }),
    incidentsOpen: count,
    waiting: Type.Integer({ description: '引擎在等的作业' }),
    oldestWaitingAt: nullable(instant)
  }))
})

export const deadLetterQuery = closed({
  limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 100, default: 20 }),
  before: Type.Optional(Type.Integer({ title: '在哪一条之前', minimum: 1 }))
})
export const deadLetters = closed({
  items: Type.Array(closed({ id: Type.Integer(), reason: Type.String(), record: Type.String({ description: '记录的开头' }), receivedAt: instant })),
  next: nullable(Type.Integer())
})
