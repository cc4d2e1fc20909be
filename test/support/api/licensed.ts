import { signedIn, type SignedIn } from './people.js'
import { givenCase, givenRelease, shopForm } from './shop.js'
import { testApi, type TestApi } from './test-app.js'

export const verifyCode = 'Zm9yLXRlc3RzLW9ubHktMQ'

/** A shop with a composite licence of two permits, ZH4102022026000001. */
export async function licensed (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn, caseNo: string }> {
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
