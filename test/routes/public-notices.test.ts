import { civilDateOf } from '../../src/domain/time.js'
import t, { type Test } from 'tap'
import { issuePublicNotice } from '../../src/cases/public-notice.js'
import { earlierOpinions } from '../../src/cases/task-view/earlier-opinions.js'
import { loadPermitContext } from '../../src/cases/permit-context.js'
import { takesObjections } from '../../src/domain/objection.js'
import { acceptedShop, type AcceptedShop } from '../support/api/accepted.js'
import { ask } from '../support/api/people.js'

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
