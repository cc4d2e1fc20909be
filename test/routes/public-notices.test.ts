import { civilDateOf } from '../../src/domain/time.js'
import t, { type Test } from 'tap'
import { issuePublicNotice } from '../../src/cases/public-notice.js'
import { earlierOpinions } from '../../src/cases/task-view/earlier-opinions.js'
import { loadPermitContext } from '../../src/cases/permit-context.js'
import { takesObjections } from '../../src/domain/objection.js'
import { acceptedShop, type AcceptedShop } from '../support/api/accepted.js'
import { ask, signedIn } from '../support/api/people.js'

interface Announced extends AcceptedShop { subCaseNo: string, noticeNo: string, path: string }

const objection = { name: '刘洋', contact: '13800000000', content: '与学校的距离不足五十米' }

/** The tobacco permit's notice runs from the 24th of November until the 3rd of December. */
async function announced (t: Test): Promise<Announced> {
  const shop = await acceptedShop(t, ['tobacco-retail'])
  const { database, clock } = shop.api
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: shop.caseNo, permit: 'tobacco-retail' }).first<{ sub_case_no: string }>('sub_case_no')
  const noticeNo = `${subCaseNo}-public-notice`
  await database('special_procedure').insert({
    procedure_no: noticeNo, case_no: shop.caseNo, sub_case_no: subCaseNo, kind: 'public-notice', state: 'arranged', begins_on: '2026-11-24', ends_on: '2026-12-03', arrangement: '拟设烟草制品零售点'
  })
  clock.set('2026-11-30T10:00:00+08:00')
  return { ...shop, subCaseNo, noticeNo, path: `/public-notices/${noticeNo}/objections` }
}

t.test('what runs today is listed, with how to object, and nobody\'s name but the applicant\'s', async (t) => {
  const { api, path, noticeNo } = await announced(t)
  t.equal((await ask(api.app, 'POST', path, { payload: objection })).statusCode, 204)

  const response = await ask(api.app, 'GET', '/public-notices')
  t.match(response.json(), { notices: [{ noticeNo, permitName: /烟草/, content: '拟设烟草制品零售点', beginsOn: '2026-11-24', endsOn: '2026-12-03', objectTo: `/api/v1${path}` }] })
  t.notMatch(response.body, /刘洋|13800000000/)
  for (const day of ['2026-11-23', '2026-12-04']) {
    api.clock.set(`${day}T10:00:00+08:00`)
    t.same((await ask(api.app, 'GET', '/public-notices')).json<{ notices: object[] }>().notices, [], day)
  }
})

t.test('an objection is recorded once, and shown to who concludes the notice', async (t) => {
  const { api, path, subCaseNo, within, noticeNo } = await announced(t)
  await ask(api.app, 'POST', path, { payload: objection })
  await ask(api.app, 'POST', path, { payload: objection })
  await ask(api.app, 'POST', path, { payload: { ...objection, content: '占用消防通道' } })

  t.match(await api.database('objection').orderBy('id'), [{ procedure_no: noticeNo, ...objection }, { content: '占用消防通道' }])
  await within(async ({ tx }) => {
    t.match((await earlierOpinions(tx, await loadPermitContext(tx, subCaseNo), civilDateOf(api.clock.now()))).filter(({ label }) => label === '异议'), [
      { value: '2026-11-30 刘洋（13800000000）：与学校的距离不足五十米' }, { value: /占用消防通道/ }
    ])
  })
})

t.test('the paper that is published says where to object, once', async (t) => {
  const { api, applicant, caseNo, within, noticeNo } = await announced(t)
  for (let time = 0; time < 2; time++) await within(async (context) => await issuePublicNotice({ ...context, publicUrl: 'https://permits.example' }, noticeNo))

  t.match(await api.database('document').where({ kind: 'public-notice' }).select('data', 'addressee'), [{
    addressee: null,
    data: { content: { stage: 'before-decision', content: '拟设烟草制品零售点', begins_on: '2026-11-24', ends_on: '2026-12-03', feedback: [{ address: 'https://permits.example/api/v1/public-notices' }, {}] } }
  }])
  t.match((await applicant.ask('GET', `/cases/${caseNo}/documents`)).body, /行政许可公示/)
})

t.test('before, after, without a name, about nothing, too often', async (t) => {
  const { api, path } = await announced(t)
  let from = 0
  const outcome = async (to: string, payload: object): Promise<unknown[]> => {
    const response = await ask(api.app, 'POST', to, { payload, remoteAddress: `192.0.2.${++from}` })
    return response.statusCode === 204 ? [204] : [response.statusCode, response.json<{ code: string }>().code]
  }

  t.same(await outcome(path, { ...objection, name: ' ' }), [400, 'bad-request'])
  t.same(await outcome(path, { ...objection, contact: '' }), [400, 'bad-request'])
  t.same(await outcome(path, { ...objection, extra: 1 }), [400, 'unknown-field'])
  t.same(await outcome('/public-notices/nothing/objections', objection), [409, 'notice-not-running'])
  for (const day of ['2026-11-23T23:59:00+08:00', '2026-12-04T00:00:00+08:00']) {
    api.clock.set(day)
    t.same(await outcome(path, objection), [409, 'notice-not-running'], day)
  }
  api.clock.set('2026-12-03T23:59:00+08:00')
  t.same(await outcome(path, objection), [204], 'the last day counts whole')
  const answers = await Promise.all(Array.from({ length: 11 }, async () => (await ask(api.app, 'POST', path, { payload: objection, remoteAddress: '192.0.2.200' })).statusCode))
  t.equal(answers.filter((status) => status === 429).length, 1)
})

t.test('only a notice that has been arranged takes objections', (t) => {
  const notice = { beginsOn: '2026-11-24', endsOn: '2026-12-03' }
  t.ok(takesObjections({ state: 'arranged', ...notice }, '2026-11-24'))
  t.notOk(takesObjections({ state: 'concluded', ...notice }, '2026-11-24'))
  t.notOk(takesObjections({ state: 'pending', beginsOn: null, endsOn: null }, '2026-11-24'))
  t.end()
})

t.test('however many object, the task stays small and its holders are told once a day; whole, they are read by staff', async (t) => {
  const { api, path, subCaseNo, within, noticeNo } = await announced(t)
  for (let count = 0; count < 12; count++) {
    await api.database('objection').insert({ procedure_no: noticeNo, name: `路人${count}`, contact: '1', content: '占道'.repeat(2000), made_at: api.clock.now() })
  }
  t.equal((await ask(api.app, 'POST', path, { payload: { ...objection, content: '占用消防通道' } })).statusCode, 204)
  t.equal((await ask(api.app, 'POST', path, { payload: { ...objection, content: '占用盲道' } })).statusCode, 204)

  await within(async ({ tx }) => {
    const lines = (await earlierOpinions(tx, await loadPermitContext(tx, subCaseNo), civilDateOf(api.clock.now()))).filter(({ label }) => label === '异议')
    t.match(lines, [{ value: '共 14 份，以下是最近的 5 份' }, {}, {}, {}, { value: /占用消防通道/ }, { value: /占用盲道/ }])
    t.ok(lines.every(({ value }) => value.length < 320))
  })
  const told = await api.database('notification').where({ title: '公示收到异议' }).select<{ account_id: number }[]>('account_id')
  t.equal(new Set(told.map(({ account_id: id }) => id)).size, told.length, 'nobody twice on one day')
  const reviewer = await signedIn(api, { login: 'reader', kind: 'staff', groups: ['supervisor'] })
  const caseNo = subCaseNo.slice(0, 18)
  const { permit } = await api.database('sub_case').where({ sub_case_no: subCaseNo }).first<{ permit: string }>('permit')
  const page = (await reviewer.ask('GET', `/cases/${caseNo}/permits/${permit}/objections?limit=13`)).json<{ items: { id: number, content: string }[] }>()
  t.equal(page.items.length, 13)
  t.match((await reviewer.ask('GET', `/cases/${caseNo}/permits/${permit}/objections?after=${page.items.at(-1)!.id}`)).json(), { items: [{ content: '占用盲道' }] })
})

t.test('line breaks in name and contact don\'t make two objectors one; a network of many addresses is one', async (t) => {
  const { api, path } = await announced(t)
  await ask(api.app, 'POST', path, { payload: { name: 'a\nb', contact: 'c', content: 'd' } })
  await ask(api.app, 'POST', path, { payload: { name: 'a', contact: 'b\nc', content: 'd' } })
  t.equal((await api.database('objection')).length, 2)

  const statuses = await Promise.all(Array.from({ length: 30 }, async (_, index) =>
    (await ask(api.app, 'POST', path, { remoteAddress: `2001:db8:1:2::${(index + 1).toString(16)}`, payload: { ...objection, content: `第${index}次` } })).statusCode))
  t.equal(statuses.filter((status) => status === 204).length, 10)
})
