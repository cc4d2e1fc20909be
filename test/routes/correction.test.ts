import t, { type Test } from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenTask } from '../support/api/tasks.js'
import type { TestApi } from '../support/api/test-app.js'

const permit = 'publication-retail'

/** A shop that is to correct what a post-check found, and the inspector whose second look is open. */
async function orderedToCorrect (t: Test): Promise<{ api: TestApi, applicant: SignedIn, inspector: SignedIn, caseNo: string, subCaseNo: string, path: string }> {
  const { api, applicant, caseNo } = await acceptedShop(t, [])
  const { database, clock } = api
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit }).first<{ sub_case_no: string }>('sub_case_no')
  await database('post_check').insert({
    sub_case_no: subCaseNo, due_on: '2027-01-20', state: 'correction-ordered', facts: '改作他用', checked_by: 'x', checked_at: clock.now(), correction_due_on: '2026-12-04', recheck_due_on: '2026-12-11'
  })
  const groups = ['press-film.inspector@410202']
  const inspector = await signedIn(api, { login: 'inspector', kind: 'staff', groups })
  await givenTask(database, { key: '900', elementId: 'post-check-recheck', subCaseNo, groups, processId: 'post-check-handling', assignee: inspector.login, view: { taskView: { options: [], materials: [], earlier: [{ label: '改正报告', value: '未报告' }] } } })
  return { api, applicant, inspector, caseNo, subCaseNo, path: `/cases/${caseNo}/permits/${permit}/correction` }
}

t.test('a correction is reported once; the inspector is told and sees it', async (t) => {
  const { api: { database }, applicant, inspector, caseNo, path } = await orderedToCorrect(t)
  t.match((await applicant.ask('GET', `/cases/${caseNo}`)).json(), { corrections: [{ permit, name: '出版物零售经营许可', dueOn: '2026-12-04', reportedAt: null }] })

  t.equal((await applicant.ask('POST', path, { payload: { done: '已恢复为书店' } })).statusCode, 204)

  t.match(await database('post_check').first(), { state: 'correction-ordered', correction_report: '已恢复为书店', correction_reported_at: Date })
  t.match((await applicant.ask('GET', `/cases/${caseNo}`)).json(), { corrections: [{ reportedAt: String }] })
  t.match(await database('notification').where({ account_id: inspector.accountId }), [{ title: '当事人报告已经改正' }])
  t.match(await database('task_view').pluck('view'), [{ taskView: { earlier: [{ label: '改正报告', value: /：已恢复为书店$/ }] } }])
  t.match(await database('audit_log').where({ action: 'report-correction' }), [{ subject: caseNo, detail: { permit } }])
  const again = await applicant.ask('POST', path, { payload: { done: '再说一次' } })
  t.match([again.statusCode, again.json()], [409, { code: 'no-correction' }])
})

t.test('nothing to correct, nothing said, looked at already, or not one\'s own case: refused', async (t) => {
  const { api, applicant, inspector, caseNo, subCaseNo, path } = await orderedToCorrect(t)
  const { database } = api
  const neighbour = await signedIn(api, { login: 'neighbour', kind: 'applicant' })
  const answer = async (person: SignedIn, to: string, payload: object): Promise<string> => (await person.ask('POST', to, { payload })).json().code

  t.equal(await answer(applicant, path, { done: ' ' }), 'bad-request')
  t.equal(await answer(applicant, path, { done: '字'.repeat(2001) }), 'bad-request')
  t.equal(await answer(applicant, path, { done: '好了', at: '昨天' }), 'unknown-field')
  t.equal(await answer(applicant, `/cases/${caseNo}/permits/food-operation/correction`, { done: '好了' }), 'no-correction')
  t.equal(await answer(applicant, `/cases/${caseNo}/permits/none/correction`, { done: '好了' }), 'unknown-permit')
  t.equal(await answer(neighbour, path, { done: '好了' }), 'case-not-found')
  t.equal(await answer(inspector, path, { done: '好了' }), 'forbidden')
  await database('post_check').where({ sub_case_no: subCaseNo }).update({ state: 'passed' })
  t.equal(await answer(applicant, path, { done: '好了' }), 'no-correction')
  t.same(await database('notification').where({ title: '当事人报告已经改正' }), [])
})
