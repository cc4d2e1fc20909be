import t from 'tap'
import { licensed, verifyCode } from '../support/api/licensed.js'
import { ask, signedIn } from '../support/api/people.js'
import { shopForm } from '../support/api/shop.js'

t.test('holder and staff see the licence; another applicant does not find it', async (t) => {
  const api = await licensed(t)
  const other = await signedIn(api, { login: 'neighbour', kind: 'applicant' })
  const staff = await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['health.reviewer@410202'] })

  t.match((await api.applicant.ask('GET', '/licences/ZH4102022026000001')).json(), {
    name: '便利店行业综合许可证',
    legalRepName: '张三',
    caseNo: api.caseNo,
    entries: [{ certificateNo: '410202100001', department: '龙亭区烟草专卖局', state: 'valid', stateName: '有效' }, { permit: 'food-operation' }],
    versions: [{ version: 1, reason: '制发' }]
  })
  t.equal((await staff.ask('GET', '/licences/ZH4102022026000001')).statusCode, 200)
  t.same((await api.applicant.ask('GET', '/licences')).json().licences.map(({ licenceNo, entries }: { licenceNo: string, entries: object[] }) => [licenceNo, entries]), [[
    'ZH4102022026000001',
    [{ name: '烟草专卖零售许可', state: 'valid', stateName: '有效', validUntil: '2031-11-22' }, { name: '食品经营许可', state: 'valid', stateName: '有效', validUntil: '2031-11-22' }]
  ]])
  t.same((await other.ask('GET', '/licences')).json(), { licences: [] })
  for (const response of [await other.ask('GET', '/licences/ZH4102022026000001'), await api.applicant.ask('GET', '/licences/ZH9')]) {
    t.equal(response.statusCode, 404)
    t.match(response.json(), { code: 'licence-not-found' })
  }
  t.match((await api.applicant.ask('GET', `/cases/${api.caseNo}`)).json(), { licenceNo: 'ZH4102022026000001' })
})

t.test('verification shows everybody how each certificate stands now, names shortened, and is noted', async (t) => {
  const { app, database, clock } = await licensed(t)

  const response = await ask(app, 'GET', `/verify/${verifyCode}`)

  t.equal(response.statusCode, 200)
  const body = response.json()
  t.match(body, { holderName: shopForm.entity_name, legalRepName: '张*', isValid: true, verifiedAt: '2026-11-23T02:00:00.000Z' })
  t.notOk('caseNo' in body)
  t.match(await database('audit_log').where({ action: 'verify' }), [{ subject: 'ZH4102022026000001', account_id: null }])
  await database('certificate').where({ permit: 'tobacco-retail' }).update({ state: 'revoked', revoked_by: (await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')).document_no })
  clock.set('2031-11-22T23:00:00+08:00')
  t.match((await ask(app, 'GET', `/verify/${verifyCode}`)).json(), { isValid: true, entries: [{ state: 'revoked', stateName: '撤销' }, { state: 'valid' }] })
  clock.set('2031-11-23T00:00:00+08:00')
  t.match((await ask(app, 'GET', `/verify/${verifyCode}`)).json(), { isValid: false, entries: [{ state: 'revoked' }, { state: 'expired', stateName: '届满失效' }] })
})

t.test('what the licence carries no more is shown apart, with what has become of it', async (t) => {
  const { app, database } = await licensed(t)
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  await database('certificate').where({ permit: 'tobacco-retail' }).update({ state: 'revoked', revoked_by: documentNo })
  t.same((await ask(app, 'GET', `/verify/${verifyCode}`)).json().removed, [])

  await database('licence_entry').where({ permit: 'tobacco-retail' }).update({ removed_in_version: 1 })

  t.match((await ask(app, 'GET', `/verify/${verifyCode}`)).json().removed, [{ name: '烟草专卖零售许可证', certificateNo: '410202100001', state: 'revoked', stateName: '撤销' }])
})

t.test('a wrong code finds nothing, and trying many is slowed down', async (t) => {
  const { app } = await licensed(t)
  const verify = async (remoteAddress = '192.0.2.1') => await ask(app, 'GET', '/verify/guess', { remoteAddress })

  for (let attempt = 0; attempt < 60; attempt++) {
    const { statusCode } = await verify()
    if (statusCode !== 404) t.fail(`attempt ${attempt}: ${statusCode}`)
  }

  t.match((await verify()).json(), { code: 'too-many-requests' })
  t.match((await verify('192.0.2.2')).json(), { code: 'verification-not-found', message: '验证码无效，未查到对应的证照' })
})
