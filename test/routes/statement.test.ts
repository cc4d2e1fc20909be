import t, { type Test } from 'tap'
import { loadPermitContext } from '../../src/cases/permit-context.js'
import { recordDecision } from '../../src/cases/record-decision.js'
import { tellIntendedRefusal, tellIntention } from '../../src/cases/statement.js'
import { caseOf } from '../../src/database/cases.js'
import { insertOpinion } from '../../src/database/decisions.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenTask } from '../support/api/tasks.js'
import type { TestApi } from '../support/api/test-app.js'

interface Told { api: TestApi, applicant: SignedIn, caseNo: string, subCaseNo: string, path: string, intend (reasons: string): Promise<void> }

/** A shop's food permit, of which the review proposes a refusal. */
async function intendedRefusal (t: Test): Promise<Told> {
  const { api, applicant, caseNo, within } = await acceptedShop(t, ['food-operation'])
  const { database, clock } = api
  const reviewer = await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['market-regulation.reviewer@410202'] })
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).first<{ sub_case_no: string }>('sub_case_no')
  const intend = async (reasons: string): Promise<void> => await within(async (context) => {
    await insertOpinion(context.tx, subCaseNo, { opinion: 'refuse', reason: reasons, reviewedBy: reviewer.login, reviewedAt: clock.now() })
    await tellIntendedRefusal(context, subCaseNo, reasons)
  })
  await intend('无餐饮操作间')
  return { api, applicant, caseNo, subCaseNo, path: `/cases/${caseNo}/permits/food-operation/statement`, intend }
}

t.test('the party is told what is intended and why, says something once, and reads what was made of it', async (t) => {
  const { api, applicant, caseNo, subCaseNo, path } = await intendedRefusal(t)
  const { database, clock } = api
  const [notice] = await database('document').where({ kind: 'prior-notice' }).select('document_no', 'data')
  t.match(notice, { data: { content: { intended: 'refuse', reasons: '无餐饮操作间' } } })
  t.match(await database('notification').where({ title: '拟不予许可，请陈述申辩' }), [{ account_id: applicant.accountId }])

  const shown = async (): Promise<object[]> => (await applicant.ask('GET', `/cases/${caseNo}`)).json<{ statements: object[] }>().statements
  t.match(await shown(), [{ permit: 'food-operation', name: '食品经营许可', intended: 'refuse', reasons: '无餐饮操作间', documentNo: (notice as { document_no: string }).document_no, dueOn: '2026-11-30' }])

  t.equal((await applicant.ask('POST', path, { payload: { content: '操作间已经建好，附照片' } })).statusCode, 204)
  t.same(await shown(), [], 'what is answered is asked no more')

  t.match(await database('statement').first(), { state: 'made', content: '操作间已经建好，附照片', made_by: applicant.accountId })
  t.ok((await database('notification').where({ title: '当事人已陈述申辩' })).length > 0, 'the department is told')
  const again = await applicant.ask('POST', path, { payload: { content: null } })
  t.match([again.statusCode, again.json()], [409, { code: 'no-open-statement' }])

  await database.transaction(async (tx) => {
    const decided = { decision: 'refused', manner: 'ordinary', reasons: '照片与现场不符', reviewedBy: 'reviewer', decidedBy: { login: 'chief', displayName: '局长' }, decidedAt: clock.now() } as const
    await signedIn(api, { login: 'chief', kind: 'staff' })
    await recordDecision({ tx, clock } as unknown as WorkerContext, await caseOf(tx, caseNo), await subCaseOf(tx, subCaseNo), decided)
  })
  t.match(await database('document').where({ kind: 'statement-record' }).select('data'), [{
    data: { content: { statements: '操作间已经建好，附照片', adopted: '不予采纳：照片与现场不符', about: (notice as { document_no: string }).document_no } }
  }])
})

t.test('the same intention is told once, another one anew', async (t) => {
  const { api, applicant, path, intend } = await intendedRefusal(t)
  await applicant.ask('POST', path, { payload: { content: null } })

  await intend('无餐饮操作间')
  t.same(await api.database('statement').pluck('state'), ['waived'])
  await intend('布局不合理')

  t.same(await api.database('statement').orderBy('round').pluck('state'), ['waived', 'open'])
  t.equal((await applicant.ask('POST', path, { payload: { content: '布局已改' } })).statusCode, 204)
})

t.test('what the party said before still shows in the open task when it says something more', async (t) => {
  const { api: { database }, applicant, subCaseNo, path, intend } = await intendedRefusal(t)
  const shown = (value: string): object => ({ label: '陈述申辩', value })
  await applicant.ask('POST', path, { payload: { content: '第一次的意见' } })
  await intend('布局不合理')
  const earlier = [shown('第一次的意见'), shown('已事先告知，2026-11-30 前可以提出')]
  await givenTask(database, { key: '55', elementId: 'decide', subCaseNo, groups: ['market-regulation.approver@410202'], view: { taskView: { options: [], materials: [], earlier } } })

  t.equal((await applicant.ask('POST', path, { payload: { content: '第二次的意见' } })).statusCode, 204)

  t.match(await database('task_view').where({ element_id: 'decide' }).select('view'), [{ view: { taskView: { earlier: [shown('第一次的意见'), shown('第二次的意见')] } } }])
})

t.test('too late, by somebody else, about another permit, empty, or after the decision', async (t) => {
  const { api, applicant, caseNo, path } = await intendedRefusal(t)
  const stranger = await signedIn(api, { login: 'stranger', kind: 'applicant' })
  const staff = await signedIn(api, { login: 'clerk', kind: 'staff', groups: ['market-regulation.reviewer@410202'] })
  const refusal = async (who: SignedIn, to: string, payload: object): Promise<unknown[]> => {
    const response = await who.ask('POST', to, { payload })
    return [response.statusCode, (response.json() as { code: string }).code]
  }

  t.same(await refusal(stranger, path, { content: null }), [404, 'case-not-found'])
  t.same(await refusal(staff, path, { content: null }), [403, 'forbidden'])
  t.same(await refusal(applicant, path, { content: '  ' }), [400, 'bad-request'])
  t.same(await refusal(applicant, `/cases/${caseNo}/permits/tobacco-retail/statement`, { content: null }), [409, 'no-open-statement'])
  t.same(await refusal(applicant, `/cases/${caseNo}/permits/nothing/statement`, { content: null }), [422, 'unknown-permit'])
  const { respond_by: respondBy } = await api.database('statement').first<{ respond_by: string }>('respond_by')
  api.clock.set(`${respondBy}T23:59:00+08:00`)
  const { statusCode } = await applicant.ask('POST', path, { payload: { content: null } })
  t.equal(statusCode, 204, 'its last day counts whole')
  await api.database('statement').update({ state: 'open', made_by: null, made_at: null })
  api.clock.set(new Date(new Date(`${respondBy}T23:59:59+08:00`).getTime() + 2000).toISOString())
  t.same(await refusal(applicant, path, { content: null }), [409, 'no-open-statement'])
})

t.test('what is to be revoked is answered the same way, until that is decided; the hearing about a refusal is another matter', async (t) => {
  const { api, applicant, subCaseNo, path, intend } = await intendedRefusal(t)
  const { database, clock } = api
  await intend('布局不合理')
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ state: 'granted', outcome: 'granted', decided_at: clock.now() })
  const say = async (content: string | null): Promise<number> => (await applicant.ask('POST', path, { payload: { content } })).statusCode
  t.equal(await say(null), 409, 'the refusal was not decided, and nothing is to be revoked')

  await database('post_check').insert({ sub_case_no: subCaseNo, due_on: '2026-12-01', state: 'statement-hearing', ground: 'fraud', facts: '合同系伪造', checked_by: 'inspector', checked_at: clock.now() })
  await database.transaction(async (tx) => {
    await tellIntention({ tx, clock } as unknown as WorkerContext, await loadPermitContext(tx, subCaseNo), { intended: 'revoke', facts: '合同系伪造', reasons: '以欺骗手段取得' })
  })
  t.match(await database('notification').where({ title: '拟撤销许可，请陈述申辩' }), [{ account_id: applicant.accountId }])
  t.match(await database('document').where({ kind: 'prior-notice' }).orderBy('document_no').select('data'), [{}, {}, { data: { content: { intended: 'revoke' } } }])
  t.equal(await say('合同属实'), 204)
  t.equal(await say(null), 409)
  t.same(await database('statement').orderBy('round').select('intended', 'state'), [{ intended: 'refuse', state: 'open' }, { intended: 'refuse', state: 'open' }, { intended: 'revoke', state: 'made' }])

  await database('statement').where({ round: 3 }).update({ state: 'open', content: null, made_by: null, made_at: null })
  await database('post_check').update({ state: 'passed' })
  t.equal(await say(null), 409, 'it is over')
})

t.test('what the party says stands on record word for word, remarks of the catalogue\'s kind too', async (t) => {
  for (const content of ['通知书自己就写着〔待核〕二字，怎能据此不予许可', '〔待核〕']) {
    const { api, applicant, caseNo, subCaseNo, path } = await intendedRefusal(t)
    const { database, clock } = api
    await applicant.ask('POST', path, { payload: { content } })
    await database.transaction(async (tx) => {
      const decided = { decision: 'refused', manner: 'ordinary', reasons: '照片与现场不符', reviewedBy: 'reviewer', decidedBy: { login: 'chief', displayName: '局长' }, decidedAt: clock.now() } as const
      await signedIn(api, { login: 'chief', kind: 'staff' })
      await recordDecision({ tx, clock } as unknown as WorkerContext, await caseOf(tx, caseNo), await subCaseOf(tx, subCaseNo), decided)
    })
    t.match(await database('document').where({ kind: 'statement-record' }).select('data'), [{ data: { content: { statements: content } } }])
  }
})
