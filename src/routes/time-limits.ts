import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { decidedWithClocks, type DecidedWithClock } from '../cases/decided-permits.js'
import { addAuditEntry } from '../database/audit.js'
import { civilDateOf, endOfCivilDate, startOfCivilDate, type CivilDate } from '../domain/time.js'
import { timeLimitRows } from '../domain/time-limit-report.js'
import { ServiceError } from '../errors.js'
import { answers, fileAnswer } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { csvOf } from '../http/csv.js'
import { sendAttachment } from '../http/downloads.js'
import { period } from './supervision.schemas.js'
import { timeLimits } from './time-limits.schemas.js'

type Period = Static<typeof period>

/** 时限报告: promises kept and missed by organ and month, and each decision that was late, with its reason. */
export function timeLimitRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  async function decidedIn (query: Period): Promise<{ from: CivilDate, until: CivilDate, decided: DecidedWithClock[] }> {
    const { from, until } = chosenDays(query, civilDateOf(clock.now()))
    return { from, until, decided: await decidedWithClocks(database, startOfCivilDate(from), new Date(endOfCivilDate(until).getTime() + 1)) }
  }

  app.get<{ Querystring: Period }>('/supervision/time-limits', {
    config: { access: 'supervisor' },
    schema: { tags: ['supervision'], summary: '时限报告：各机关逐月守期、超期、不计入、延长、用时，和逾期的决定', querystring: period, response: answers({ 200: timeLimits }, [401, 403]) }
  }, async (request) => {
    const { decided, ...days } = await decidedIn(request.query)
    return { ...days, rows: timeLimitRows(decided), late: lateOf(decided) }
  })

  app.get<{ Querystring: Period }>('/supervision/time-limits.csv', {
    config: { access: 'supervisor' },
    schema: { tags: ['supervision'], summary: '导出时限报告（CSV）', querystring: period, response: { ...answers({}, [401, 403]), 200: fileAnswer('text/csv') } }
  }, async (request, reply) => {
    const { from, until, decided } = await decidedIn(request.query)
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'export-time-limits', subject: `${from} ${until}` })
    const content = csvOf(timeLimitRows(decided), {
      month: '月份', organ: '机关', all: '决定', onTheSpot: '当场办结', onTime: '承诺期限内', late: '超过承诺', overdue: '超过法定', stopped: '有过不计入的时间', extended: '延长', averageDays: '平均用时（工作日）', p90Days: '九成用时（工作日）', averagePromised: '平均承诺（工作日）'
    })
    return await sendAttachment(reply, { content, fileName: `时限报告-${from}-${until}.csv`, mediaType: 'text/csv; charset=utf-8' })
  })

  app.get<{ Querystring: Period }>('/supervision/late-decisions.csv', {
    config: { access: 'supervisor' },
    schema: { tags: ['supervision'], summary: '导出逾期的决定（CSV）', querystring: period, response: { ...answers({}, [401, 403]), 200: fileAnswer('text/csv') } }
  }, async (request, reply) => {
    const { from, until, decided } = await decidedIn(request.query)
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'export-late-decisions', subject: `${from} ${until}` })
    const content = csvOf(lateOf(decided).map((one) => ({ ...one, limit: one.isOverdue ? '法定' : '承诺' })), {
      subCaseNo: '编号', permitName: '事项', organ: '机关', holderName: '主体', decidedOn: '决定日期', promisedDueOn: '承诺到期', statutoryDueOn: '法定到期', limit: '超过', reasons: '理由'
    })
    return await sendAttachment(reply, { content, fileName: `逾期的决定-${from}-${until}.csv`, mediaType: 'text/csv; charset=utf-8' })
  })
}

/** Without an end until today, without a beginning from three months before, the first of the month. */
function chosenDays ({ from, until }: Period, today: CivilDate): { from: CivilDate, until: CivilDate } {
  const end = until ?? today
  const [year, month] = end.split('-').map(Number) as [number, number]
  const begin = from ?? new Date(Date.UTC(year, month - 3, 1)).toISOString().slice(0, 10)
  if (begin > end) throw new ServiceError('bad-request', { problems: [{ field: 'from', label: '起始日', problem: '不能晚于截止日' }] })
  return { from: begin, until: end }
}

function lateOf (decided: DecidedWithClock[]): DecidedWithClock[] {
  return decided.filter(({ isLate, isOverdue }) => isLate || isOverdue).sort((one, other) => other.decidedOn.localeCompare(one.decidedOn) || one.subCaseNo.localeCompare(other.subCaseNo))
}
