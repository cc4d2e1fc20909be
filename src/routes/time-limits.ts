import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { decidedWithClocks, type DecidedWithClock } from '../cases/decided-permits.js'
import { addAuditEntry } from '../database/audit.js'
import type { CivilDate } from '../domain/time.js'
import { timeLimitRows } from '../domain/time-limit-report.js'
import { answers, fileAnswer } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendCsv } from '../http/csv.js'
import { chosenPeriod, periodQuery } from '../http/period.js'
import { timeLimits } from './time-limits.schemas.js'

/** A quarter: this month and the two before. */
const monthsBefore = 2
const period = periodQuery(monthsBefore)
type PeriodQuery = Static<typeof period>

/** 时限报告: promises kept and missed by organ and month, and each decision that was late, with its reason. */
export function timeLimitRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  async function decidedIn (query: PeriodQuery): Promise<{ from: CivilDate, until: CivilDate, decided: DecidedWithClock[] }> {
    const { from, until, begin, end } = chosenPeriod(query, { now: clock.now(), monthsBefore })
    return { from, until, decided: await decidedWithClocks(database, begin, end) }
  }

  app.get<{ Querystring: PeriodQuery }>('/supervision/time-limits', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '时限报告：各机关逐月守期、超期、不计入、延长、用时，和逾期的决定', querystring: period, response: answers({ 200: timeLimits }, [401, 403]) }
  }, async (request) => {
    const { decided, ...days } = await decidedIn(request.query)
    return { ...days, rows: timeLimitRows(decided), late: lateOf(decided) }
  })

  app.get<{ Querystring: PeriodQuery }>('/supervision/time-limits.csv', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '导出时限报告（CSV）', querystring: period, response: { ...answers({}, [401, 403]), 200: fileAnswer('text/csv') } }
  }, async (request, reply) => {
    const { from, until, decided } = await decidedIn(request.query)
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'export-time-limits', subject: `${from} ${until}` })
    return await sendCsv(reply, `时限报告-${from}-${until}`, timeLimitRows(decided), {
      month: '月份', organ: '机关', all: '决定', onTheSpot: '当场办结', onTime: '承诺期限内', late: '超承诺', overdue: '超法定', stopped: '有过不计入的时间', extended: '延长', averageDays: '平均用时（工作日）', p90Days: '九成用时（工作日）', averagePromised: '平均承诺（工作日）'
    })
  })

  app.get<{ Querystring: PeriodQuery }>('/supervision/late-decisions.csv', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '导出逾期的决定（CSV）', querystring: period, response: { ...answers({}, [401, 403]), 200: fileAnswer('text/csv') } }
  }, async (request, reply) => {
    const { from, until, decided } = await decidedIn(request.query)
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'export-late-decisions', subject: `${from} ${until}` })
    return await sendCsv(reply, `逾期的决定-${from}-${until}`, lateOf(decided).map((one) => ({ ...one, limit: one.isOverdue ? '法定' : '承诺' })), {
      subCaseNo: '编号', permitName: '事项', organ: '机关', holderName: '主体', decidedOn: '决定日期', promisedDueOn: '承诺到期', statutoryDueOn: '法定到期', limit: '超过', reasons: '理由'
    })
  })
}

function lateOf (decided: DecidedWithClock[]): DecidedWithClock[] {
  return decided.filter(({ isLate, isOverdue }) => isLate || isOverdue).sort((one, other) => other.decidedOn.localeCompare(one.decidedOn) || one.subCaseNo.localeCompare(other.subCaseNo))
}
