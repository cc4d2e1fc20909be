import t from 'tap'
import { ask, signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenRelease, shopForm } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'

const verifyCode = 'Zm9yLXRlc3RzLW9ubHktMQ'

async function licensed (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn, caseNo: string }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const caseNo = await givenCase(applicant)
  const { database } = api
  const holder = { holder_usci: shopForm.usci, holder_name: shopForm.entity_name, premises_address: shopForm.premises_address }
  const certificate = {
    ...holder, kind: '许可', premises_key: 'x', department: 'tobacco', region: '410202', issued_on: '2026-11-23', valid_until: '2031-11-22', validity_text: '有效期5年'
  }
  const [tobacco, food] = await database('certificate').insert([
    { ...certificate, permit: 'tobacco-retail', certificate_no: '410202100001', certificate_name: '烟草专卖零售许可证' },
    { ...certificate, permit: 'food-operation', certificate_no: 'JY14102020000011', certificate_name: '食品经营许可证' }
  ]).returning('id') as { id: number }[]
  const entry = { kind: '许可', source: 'this-case', department: '龙亭区烟草专卖局', scope: '卷烟', issuedOn: '2026-11-23', validUntil: '2031-11-22', validityText: '有效期5年', state: 'valid' }
  const data = {
    certId: '1.2.156.3005.2.x',
    licenceNo: 'ZH4102022026000001',
    name: '便利店行业综合许可证',
    industry: '便利店',
    holderName: shopForm.entity_name,
    holderUsci: shopForm.usci,
    legalRepName: '张三',
    premisesAddress: shopForm.premises_address,
    entries: [
      { ...entry, permit: 'tobacco-retail', name: '烟草专卖零售许可', certificateName: '烟草专卖零售许可证', certificateNo: '410202100001' },
      { ...entry, permit: 'food-operation', name: '食品经营许可', certificateName: '食品经营许可证', certificateNo: 'JY14102020000011' }
    ],
    issueDate: '2026-11-23',
    earliestExpiry: '2031-11-22',
    version: 1,
    verifyUrl: `http://permits.test/verify/${verifyCode}`,
    notes: ['打印件仅供参考，以扫码为准。']
  }
  await database('licence').insert({
    licence_no: data.licenceNo, case_no: caseNo, certificate_identifier: data.certId, industry: 'convenience-store', name: data.name, region: '410202', ...holder, legal_rep_name: '张三', verify_code: verifyCode, version: 1, issued_at: api.clock.now()
  })
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first()
  await database('licence_version').insert({
    licence_no: data.licenceNo, version: 1, reason: '制发', data: JSON.stringify(data), document_no: documentNo, issued_at: api.clock.now()
  })
  await database('licence_entry').insert([
    { licence_no: data.licenceNo, permit: 'tobacco-retail', certificate_id: tobacco!.id, source: 'this-case', added_in_version: 1 },
    { licence_no: data.licenceNo, permit: 'food-operation', certificate_id: food!.id, source: 'this-case', added_in_version: 1 }
  ])
  return { ...api, applicant, caseNo }
}

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
