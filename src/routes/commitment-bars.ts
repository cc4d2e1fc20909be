import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { isLifter, liftBar, namedBars, type NamedBar } from '../cases/commitment-bar.js'
import { addAuditEntry } from '../database/audit.js'
import { isInForce } from '../domain/commitment-bar.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { answers, closed, words } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { bar, bars, liftedBar } from './commitment-bars.schemas.js'

const barParams = closed({ subCaseNo: Type.String({ title: '被撤销事项的子办件编号', maxLength: 40 }) })
const lifting = closed({ reason: words('解除的理由', 2000) })

/** 限制再用告知承诺, and its lifting. */
export function commitmentBarRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get('/commitment-bars', {
    config: { access: 'signed-in' },
    schema: { tags: ['cases'], summary: '告知承诺的限制：持证人看自己的，工作人员看本部门作出的，督办人员看全部，新的在前', response: answers({ 200: bars }, [401]) }
  }, async (request) => {
    const [today, account] = [civilDateOf(clock.now()), accountOf(request)]
    return { items: (await namedBars(database, account)).map((row) => shown(row, today, account)) }
  })

  app.post<{ Params: Static<typeof barParams>, Body: Static<typeof lifting> }>('/commitment-bars/:subCaseNo/lifting', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'],
      summary: '信用修复：作出认定的部门的审批人提前解除',
      params: barParams,
      body: lifting,
      response: answers({ 200: liftedBar }, [401, 403, 404, 409])
    }
  }, async (request) => {
    const account = accountOf(request)
    const { subCaseNo } = request.params
    const { reason } = request.body
    return await database.transaction(async (tx) => {
      const lifted = await liftBar(tx, { subCaseNo, reason, actor: account }, clock)
      await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'lift-commitment-bar', subject: subCaseNo, detail: { reason } })
      return { ...shown(lifted, civilDateOf(clock.now()), account), barredUntil: lifted.barred_until }
    })
  })
}

function shown (row: NamedBar, today: CivilDate, account: { groups: string[] }): Static<typeof bar> {
  const inForce = isInForce(row, today)
  return {
    subCaseNo: row.sub_case_no,
    caseNo: row.case_no,
    permitName: row.permit_name,
    holderUsci: row.holder_usci,
    holderName: row.holder_name,
    ground: row.ground,
    documentNo: row.document_no,
    beginsOn: row.begins_on,
    endsOn: row.ends_on,
    liftedAt: row.lifted_at === null ? null : row.lifted_at.toISOString(),
    liftingReason: row.lifting_reason,
    isInForce: inForce,
    mayLift: inForce && isLifter(account, row)
  }
}
