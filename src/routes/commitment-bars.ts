import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { liftBar } from '../cases/commitment-bar.js'
import { addAuditEntry } from '../database/audit.js'
import { visibleBars, type CommitmentBarRow } from '../database/commitment-bars.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { answers, civilDate, closed, instant, nullable, oneOf, words } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'

const barParams = closed({ subCaseNo: Type.String({ title: '被撤销事项的子办件编号', maxLength: 40 }) })
const lifting = closed({ reason: words('解除的理由', 2000) })
const bar = closed({
  subCaseNo: Type.String({ description: '被撤销事项的子办件编号' }),
  holderUsci: Type.String(),
  holderName: Type.String(),
  ground: oneOf(['uncorrected', 'fraud'], { description: 'uncorrected 逾期未履行，fraud 不实承诺' }),
  documentNo: Type.String({ description: '决定书的文号' }),
  beginsOn: civilDate,
  endsOn: civilDate,
  liftedAt: nullable(instant),
  liftingReason: nullable(Type.String()),
  isInForce: Type.Boolean({ description: '现在能否以告知承诺方式申请：true 为不能' })
})
const bars = closed({ items: Type.Array(bar) })

/** 限制再用告知承诺, and its lifting. */
export function commitmentBarRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get('/commitment-bars', {
    config: { access: 'signed-in' },
    schema: { tags: ['cases'], summary: '告知承诺的限制：持证人看自己的，工作人员看本部门作出的，新的在前', response: answers({ 200: bars }, [401]) }
  }, async (request) => {
    const today = civilDateOf(clock.now())
    return { items: (await visibleBars(database, accountOf(request))).map((row) => shown(row, today)) }
  })

  app.post<{ Params: Static<typeof barParams>, Body: Static<typeof lifting> }>('/commitment-bars/:subCaseNo/lifting', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'],
      summary: '信用修复：作出认定的部门的审批人提前解除',
      params: barParams,
      body: lifting,
      response: answers({ 200: bar }, [401, 403, 404, 409])
    }
  }, async (request) => {
    const account = accountOf(request)
    const { subCaseNo } = request.params
    const { reason } = request.body
    return await database.transaction(async (tx) => {
      const lifted = await liftBar(tx, { subCaseNo, reason, actor: account }, clock)
      await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'lift-commitment-bar', subject: subCaseNo, detail: { reason } })
      return shown(lifted, civilDateOf(clock.now()))
    })
  })
}

function shown (row: CommitmentBarRow, today: CivilDate): Static<typeof bar> {
  return {
    subCaseNo: row.sub_case_no,
    holderUsci: row.holder_usci,
    holderName: row.holder_name,
    ground: row.ground,
    documentNo: row.document_no,
    beginsOn: row.begins_on,
    endsOn: row.ends_on,
    liftedAt: row.lifted_at === null ? null : row.lifted_at.toISOString(),
    liftingReason: row.lifting_reason,
    isInForce: row.lifted_at === null && row.ends_on >= today
  }
}
