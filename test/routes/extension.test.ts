import t, { type Test } from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import type { TestApi } from '../support/api/test-app.js'

interface Accepted { api: TestApi, applicant: SignedIn, approver: SignedIn, caseNo: string, path: (permit: string) => string }

/** A shop's case of which the food permit, which may be extended, and the tobacco permit have been accepted. */
async function acceptedCase (t: Test): Promise<Accepted> {
  const { api, applicant, caseNo } = await acceptedShop(t, ['food-operation', 'tobacco-retail'])
  const approver = await signedIn(api, { login: 'chief', kind: 'staff', groups: ['market-regulation.approver@410202'] })
  return { api, applicant, approver, caseNo, path: (permit) => `/cases/${caseNo}/permits/${permit}/extension` }
}

const payload = { reason: '需要向外省核实供货方' }

t.test('the approver extends once: a later statutory day, the same promise, a paper, a word to the applicant', async (t) => {
  const { api, applicant, approver, caseNo, path } = await acceptedCase(t)
  const before = await datesOf(applicant, caseNo, 'food-operation')

  const response = await approver.ask('POST', path('food-operation'), { payload })

  t.equal(response.statusCode, 201, response.body)
  const after = await datesOf(applicant, caseNo, 'food-operation')
  t.ok(after.statutoryDueOn > before.statutoryDueOn)
  t.equal(after.dueOn, before.dueOn, 'the promise is the department\'s own word')
  t.equal((response.json() as { statutoryDueOn: string }).statutoryDueOn, after.statutoryDueOn)
  const [document] = await api.database('document').where({ kind: 'extend' }).select('data', 'document_no')
  t.match(document, {
    document_no: (response.json() as { documentNo: string }).documentNo,
    data: { content: { reason: payload.reason, approver: 'chief先生', old_deadline: before.statutoryDueOn, new_deadline: after.statutoryDueOn } }
  })
  t.match(await api.database('notification').where({ title: '办理期限延长' }), [{ account_id: applicant.accountId }])

  const again = await approver.ask('POST', path('food-operation'), { payload })
  t.equal(again.statusCode, 409)
  t.match(again.json(), { code: 'not-extendable', details: { reason: '期限只能延长一次' } })
  t.equal((await api.database('document').where({ kind: 'extend' })).length, 1)
})

t.test('two approvers at once: one extends', async (t) => {
  const { approver, path, api } = await acceptedCase(t)

  const codes = (await Promise.all([1, 2, 3].map(async () => await approver.ask('POST', path('food-operation'), { payload })))).map(({ statusCode }) => statusCode)

  t.same(codes.sort(), [201, 409, 409])
  t.equal((await api.database('clock_event').where({ type: 'extended' })).length, 1)
})

t.test('refused: by a reviewer, by another department, by the applicant, without a reason, for a permit that is not accepted or not of the case', async (t) => {
  const { api, applicant, approver, path } = await acceptedCase(t)
  const reviewer = await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['market-regulation.reviewer@410202'] })
  const tobacco = await signedIn(api, { login: 'tobacco', kind: 'staff', groups: ['tobacco.approver@410202'] })
  const elsewhere = await signedIn(api, { login: 'elsewhere', kind: 'staff', groups: ['market-regulation.approver@410203'] })
  const refusal = async (who: SignedIn, permit: string, body: object = payload): Promise<unknown[]> => {
    const response = await who.ask('POST', path(permit), { payload: body })
    const { code, details } = response.json() as { code: string, details?: { reason?: string } }
    return [response.statusCode, code, ...details?.reason === undefined ? [] : [details.reason]]
  }

  t.same(await refusal(reviewer, 'food-operation'), [403, 'forbidden'])
  t.same(await refusal(tobacco, 'food-operation'), [403, 'forbidden'])
  t.same(await refusal(elsewhere, 'food-operation'), [404, 'case-not-found'])
  t.same(await refusal(applicant, 'food-operation'), [403, 'forbidden'])
  t.same(await refusal(approver, 'food-operation', { reason: ' ' }), [400, 'bad-request'])
  t.same(await refusal(approver, 'no-such-permit'), [422, 'unknown-permit'])
  const press = await signedIn(api, { login: 'press', kind: 'staff', groups: ['press-film.approver@410202'] })
  const early = await refusal(press, 'publication-retail')
  t.same(early.slice(0, 2), [409, 'not-extendable'])
  t.match(String(early[2]), /还没有受理/)
  t.same(await api.database('document').where({ kind: 'extend' }), [])
})

async function datesOf (applicant: SignedIn, caseNo: string, permit: string): Promise<{ dueOn: string, statutoryDueOn: string }> {
  const { permits } = (await applicant.ask('GET', `/cases/${caseNo}`)).json() as { permits: { permit: string, dueOn: string, statutoryDueOn: string, light: string }[] }
  return permits.find((one) => one.permit === permit)!
}

t.test('a permit that was withdrawn is extended no more', async (t) => {
  const { api, applicant, approver, caseNo, path } = await acceptedCase(t)
  t.equal((await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['food-operation'] } })).statusCode, 204)

  const response = await approver.ask('POST', path('food-operation'), { payload })

  t.match([response.statusCode, response.json()], [409, { code: 'not-extendable', details: { reason: /已有结果/ } }])
  t.same(await api.database('document').where({ kind: 'extend' }), [])
})
