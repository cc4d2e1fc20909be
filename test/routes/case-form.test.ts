import t from 'tap'
import { saveSupplementedForm } from '../../src/database/case-forms.js'
import { signedIn } from '../support/api/people.js'
import { givenCase, givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'

t.test('staff of the case read its form under its headings, without personal numbers, and what each supplement changed', async (t) => {
  const api = await testApi(t)
  const { database, clock } = api
  await givenRelease(database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const caseNo = await givenCase(applicant)
  const caseFile = await database('case_file').where({ case_no: caseNo }).first()
  await saveSupplementedForm(database, caseFile, {
    form: { ...caseFile.form, tobacco_fund: 90000, legal_rep_phone: '13900000000' }, changedFields: ['tobacco_fund', 'legal_rep_phone'], accountId: applicant.accountId, now: clock.now()
  })
  const reviewer = await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['tobacco.reviewer@410202'] })

  const { statusCode, body } = await reviewer.ask('GET', `/cases/${caseNo}/form`)

  t.equal(statusCode, 200, body)
  const { sections, changes } = JSON.parse(body)
  const fields = sections.flatMap((section: { fields: { id: string, value: string, permits: string[] }[] }) => section.fields)
  t.match(fields.find(({ id }: { id: string }) => id === 'tobacco_fund'), { label: '经营资金', value: '90000 元', permits: ['tobacco-retail'] })
  t.match(sections.map(({ title }: { title: string }) => title), /烟草专卖零售许可/)
  t.same(changes.map(({ version, fields }: { version: number, fields: unknown[] }) => ({ version, fields })), [{
    version: 2,
    fields: [
      { id: 'legal_rep_phone', label: '法定代表人联系电话', permits: changes[0].fields[0].permits, before: '', after: '', isHidden: true },
      { id: 'tobacco_fund', label: '经营资金', permits: ['tobacco-retail'], before: '50000 元', after: '90000 元', isHidden: false }
    ]
  }])
  for (const secret of ['13800000001', '13900000000', caseFile.form.legal_rep_id_no]) t.notMatch(body, secret)
  const elsewhere = await signedIn(api, { login: 'elsewhere', kind: 'staff', groups: ['tobacco.reviewer@410203'] })
  t.equal((await elsewhere.ask('GET', `/cases/${caseNo}/form`)).statusCode, 404)
  t.equal((await applicant.ask('GET', `/cases/${caseNo}/form`)).statusCode, 403)
})
