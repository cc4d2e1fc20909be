import t, { type Test } from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn } from '../support/api/people.js'

/** The shop's case with a permit accepted, in a city that has switched the common limit on, or not. */
async function handledTogether (t: Test, isEnabled: boolean) {
  const shop = await acceptedShop(t, ['food-operation'], { release: ({ time_plan: plan }) => { plan.unified_handling.enabled = isEnabled } })
  const { api, caseNo, applicant } = shop
  const supervisor = await signedIn(api, { login: 'supervisor', kind: 'staff', groups: ['supervisor'] })
  return {
    ...shop,
    supervisor,
    ceiling: async () => (await applicant.ask('GET', `/cases/${caseNo}`)).json<{ ceiling: { dueOn: string, isExtended: boolean, light: string } | null }>().ceiling,
    extend: async (asker = supervisor) => await asker.ask('POST', `/cases/${caseNo}/ceiling-extension`, { payload: { approvedBy: '区长 王某', reason: '需跨区核实' } })
  }
}

t.test('where it is switched on the case has its ceiling, extended once by fifteen working days; no permit\'s own limit moves', async (t) => {
  const { api, caseNo, ceiling, extend } = await handledTogether(t, true)
  const dates = async () => await api.database('sub_case').where({ case_no: caseNo }).orderBy('sub_case_no').select('promised_due_on', 'statutory_due_on')
  const [before, due] = [await dates(), await ceiling()]
  t.match(due, { isExtended: false, light: 'green' })

  const extended = await extend()

  t.equal(extended.statusCode, 201, extended.body)
  t.ok(extended.json<{ dueOn: string }>().dueOn > due!.dueOn)
  t.match(await ceiling(), { dueOn: extended.json<{ dueOn: string }>().dueOn, isExtended: true })
  t.match((await extend()).json(), { code: 'not-extendable', details: { reason: '总期限只能延长一次' } })
  t.same(await dates(), before)
})

t.test('off, there is none to extend; nobody but supervision extends it', async (t) => {
  const { api, ceiling, extend } = await handledTogether(t, false)
  const approver = await signedIn(api, { login: 'approver', kind: 'staff', groups: ['market-regulation.approver@410202'] })

  t.equal(await ceiling(), null)
  t.match((await extend()).json(), { code: 'not-extendable', details: { reason: '本办件没有正在计算的总期限' } })
  t.equal((await extend(approver)).statusCode, 403)
})
