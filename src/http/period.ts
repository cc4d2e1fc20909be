import { Type, type Static } from '@sinclair/typebox'
import { nextDay } from '../domain/civil-days.js'
import { civilDateOf, startOfCivilDate, type CivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { closed } from './answers.js'

/** The days that a report is about; without a beginning, from the first of the month `monthsBefore` months before that of the end. */
export function periodQuery (monthsBefore: number) {
  return closed({
    from: Type.Optional(Type.String({ title: '起始日', format: 'date', description: monthsBefore === 0 ? '不写为截止日当月一日' : `不写为截止日之前第 ${monthsBefore} 个月的一日` })),
    until: Type.Optional(Type.String({ title: '截止日', format: 'date', description: '含当日；不写为今天' }))
  })
}

export interface Period {
  from: CivilDate
  until: CivilDate
  /** Its first instant, and the first one behind it. */
  begin: Date
  end: Date
}

/** @throws ServiceError `bad-request` when it ends before it begins */
export function chosenPeriod ({ from, until }: Static<ReturnType<typeof periodQuery>>, { now, monthsBefore }: { now: Date, monthsBefore: number }): Period {
  const last = until ?? civilDateOf(now)
  const [year, month] = last.split('-').map(Number) as [number, number]
  const first = from ?? new Date(Date.UTC(year, month - 1 - monthsBefore, 1)).toISOString().slice(0, 10)
  if (first > last) throw new ServiceError('bad-request', { problems: [{ field: 'from', label: '起始日', problem: '不能晚于截止日' }] })
  return { from: first, until: last, begin: startOfCivilDate(first), end: startOfCivilDate(nextDay(last)) }
}
