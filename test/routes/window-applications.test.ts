import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease, shopForm } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { pdfUpload } from '../support/api/upload.js'
import { clerkOf, givenFile, givenInPerson, pickedUpDraft, visitor } from '../support/api/window.js'

async function windowAt (t: Parameters<typeof testApi>[0]): Promise<TestApi & { clerk: SignedIn }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  return { ...api, clerk: await clerkOf(api) }
}

const submit = async (person: SignedIn, id: string) => await person.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': `application-${id}` } })

t.test('an application in person begins with what is known, and becomes a case of the window with its receipt', async (t) => {
  const { clerk, database } = await windowAt(t)
  const id = await givenInPerson(clerk)
  t.match((await clerk.ask('GET', `/applications/${id}`)).json(), {
    form: { usci: shopForm.usci, entity_name: shopForm.entity_name, contact_name: '王芳', contact_phone: '13800000021', delivery_method: '窗口领取' },
    inPerson: { applicant: '王芳', idNumber: '110105********002X', canSignIn: false, agent: null }
  })
  t.match((await clerk.ask('GET', '/window/applications')).json(), { drafts: [{ id, industryName: '便利店', applicant: '王芳', agent: null, takenInBy: '李窗口' }] })
  t.equal((await clerk.ask('PUT', `/applications/${id}`, { payload: pickedUpDraft })).statusCode, 200)

  const submitted = await submit(clerk, id)

  t.equal(submitted.statusCode, 201)
  t.same((await submit(clerk, id)).json(), submitted.json(), 'twice is once')
  const { caseNo } = submitted.json()
  t.match(await database('case_file').first(), { case_no: caseNo, channel: 'window', electronic_delivery: false, region: '410202' })
  t.match(await database('document').where({ kind: 'receipt' }).first(), { data: { content: { window: '综合窗口' } } })
  t.match((await clerk.ask('GET', `/cases/${caseNo}`)).json(), { channel: 'window', caseNo })
  t.same((await clerk.ask('GET', '/window/applications')).json(), { drafts: [] })
  t.match(await database('audit_log').where({ action: 'submit-application' }).first(), { account_id: clerk.accountId, subject: caseNo })
})

t.test('the agent who comes is noted with their authorisation, and named on the form', async (t) => {
  const { clerk, database } = await windowAt(t)
  const agent = { name: '赵代办', idNumber: '410202199001010018', authorisationSeen: true }

  const id = await givenInPerson(clerk, { agent })

  t.match((await clerk.ask('GET', `/applications/${id}`)).json(), { form: { agent_name: '赵代办', agent_id_no: agent.idNumber, agent_id_type: '居民身份证' }, inPerson: { agent: '赵代办' } })
  t.match(await database('application').first(), { agent_name: '赵代办', agent_id_number: agent.idNumber, taken_in_by: clerk.accountId, window_region: '410202' })
  const draft = { ...pickedUpDraft, form: { ...pickedUpDraft.form, agent_name: '假的人', agent_id_type: '居民身份证', agent_id_no: '11010519491231002X' } }
  t.equal((await clerk.ask('PUT', `/applications/${id}`, { payload: draft })).statusCode, 200)
  const { caseNo } = (await submit(clerk, id)).json()
  t.match((await database('case_file').where({ case_no: caseNo }).first('form')).form, { agent_name: '赵代办', agent_id_no: agent.idNumber }, 'whose card was seen, whatever was typed')
  const again = async (changes: object): Promise<number> => {
    const { reference: applicant } = await database('account').whereNull('login').first()
    return (await clerk.ask('POST', '/window/applications', {
      payload: { industry: 'convenience-store', region: '410202', applicant, usci: null, agent, identitySeen: true, ...changes }
    })).statusCode
  }
  t.equal(await again({ agent: { ...agent, authorisationSeen: false } }), 400, 'no letter of authorisation')
  t.equal(await again({ agent: { ...agent, idNumber: '410202199001010019' } }), 422)
  t.equal(await again({ region: '410203' }), 403, "another region's window")
  t.equal(await again({ applicant: '00000000-0000-4000-8000-000000000000' }), 404)
})

t.test('a business that the file does not have and an agent who is the applicant are refused with the field, not dropped', async (t) => {
  const { clerk, database } = await windowAt(t)
  await givenInPerson(clerk)
  const { reference: applicant } = await database('account').whereNull('login').first()
  const problemOf = async (changes: object) => {
    const response = await clerk.ask('POST', '/window/applications', { payload: { industry: 'convenience-store', region: '410202', applicant, usci: null, agent: null, identitySeen: true, ...changes } })
    return { status: response.statusCode, code: response.json().code, field: response.json().details?.problems[0].field }
  }

  t.same(await problemOf({ usci: '91410202MA4000003Y' }), { status: 422, code: 'unknown-business', field: 'usci' })
  t.same(await problemOf({ agent: { name: '王芳芳', idNumber: visitor.idNumber, authorisationSeen: true } }), { status: 422, code: 'invalid-identity', field: 'agent.idNumber' })
  t.equal((await database('application').count().first())!.count, 1)
})

t.test('a draft taken in at the window is deleted by that window or its applicant, on record; nobody else deletes it', async (t) => {
  const api = await windowAt(t)
  const { clerk, database } = api
  const [first, second] = [await givenInPerson(clerk), (await clerk.ask('POST', '/window/applications', {
    payload: { industry: 'convenience-store', region: '410202', applicant: (await database('account').whereNull('login').first()).reference, usci: null, agent: null, identitySeen: true }
  })).json().id]
  const applicant = await signedIn(api, { login: 'wang-fang', kind: 'applicant' })
  await database('application').where({ id: second }).update({ account_id: applicant.accountId })
  const online = await givenDraft(applicant)

  t.equal((await clerk.ask('DELETE', `/applications/${online}`)).statusCode, 404, "the applicant's own is not the window's")
  t.equal((await (await clerkOf(api, '410203')).ask('DELETE', `/applications/${first}`)).statusCode, 404, 'another window')
  t.equal((await applicant.ask('DELETE', `/applications/${first}`)).statusCode, 404, "another applicant's")
  t.same((await Promise.all([clerk.ask('DELETE', `/applications/${first}`), applicant.ask('DELETE', `/applications/${second}`), applicant.ask('DELETE', `/applications/${online}`)])).map(({ statusCode }) => statusCode), [204, 204, 204])
  t.same((await database('audit_log').where({ action: 'delete-draft' }).select('account_id', 'subject')).map(({ account_id: by, subject }) => `${by} ${subject}`).sort(),
    [`${clerk.accountId} ${first}`, `${applicant.accountId} ${second}`, `${applicant.accountId} ${online}`].sort())
})

t.test('who can not sign in is not served electronically', async (t) => {
  const { clerk } = await windowAt(t)
  const id = await givenInPerson(clerk)
  await clerk.ask('PUT', `/applications/${id}`, { payload: { ...pickedUpDraft, form: shopForm } })

  const response = await submit(clerk, id)

  t.equal(response.statusCode, 422)
  t.match(response.json(), { code: 'invalid-form', details: { problems: [{ field: 'delivery_method' }] } })
})

t.test('another window, a reviewer and another applicant keep out; the window keeps nothing that it did not take in', async (t) => {
  const api = await windowAt(t)
  const { clerk } = api
  const id = await givenInPerson(clerk)
  await clerk.ask('PUT', `/applications/${id}/materials/food-safety-rules`, pdfUpload())
  const others = {
    'another window': [await clerkOf(api, '410203'), 404],
    'a reviewer': [await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['market-regulation.reviewer@410202'] }), 403],
    'another applicant': [await signedIn(api, { login: 'stranger', kind: 'applicant' }), 404]
  } as const
  for (const [name, [other, refusal]] of Object.entries(others)) {
    const tried = [
      await other.ask('GET', `/applications/${id}`), await other.ask('PUT', `/applications/${id}`, { payload: pickedUpDraft }), await other.ask('DELETE', `/applications/${id}`), await submit(other, id),
      await other.ask('PUT', `/applications/${id}/materials/food-safety-rules`, pdfUpload()), await other.ask('GET', `/applications/${id}/materials/food-safety-rules`),
      await other.ask('DELETE', `/applications/${id}/materials/food-safety-rules`)
    ]
    t.same(tried.map(({ statusCode }) => statusCode), tried.map(() => refusal), name)
    t.not((await other.ask('PUT', `/applications/${id}/materials/food-safety-rules/original`, { payload: { isSeen: true, uploadedAt: '2026-11-23T02:00:00.000Z' } })).statusCode, 200, name)
  }
  t.same((await others['another window'][0].ask('GET', '/window/applications')).json(), { drafts: [] })
  const online = await givenDraft(await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }))
  t.equal((await clerk.ask('GET', `/applications/${online}`)).statusCode, 404, 'what was begun online is its applicant\'s alone')
  t.equal((await clerk.ask('POST', '/applications', { payload: { industry: 'convenience-store' } })).statusCode, 403)
  t.equal((await clerk.ask('GET', '/applications')).statusCode, 403)
})

t.test('an original that was seen is noted with the material, until another file comes, and reaches the case', async (t) => {
  const { clerk, database, clock } = await windowAt(t)
  const id = await givenInPerson(clerk)
  const material = `/applications/${id}/materials/food-safety-rules`
  const see = async (isSeen: boolean, uploadedAt = '2026-11-23T02:00:00.000Z') => await clerk.ask('PUT', `${material}/original`, { payload: { isSeen, uploadedAt } })
  t.equal((await see(true)).statusCode, 404, 'nothing is handed in')
  await clerk.ask('PUT', `/applications/${id}`, { payload: pickedUpDraft })
  await clerk.ask('PUT', material, pdfUpload())

  t.same((await see(true)).json(), { originalSeenAt: '2026-11-23T02:00:00.000Z' })
  t.same((await see(false)).json(), { originalSeenAt: null })
  await see(true)
  clock.set('2026-11-23T10:05:00+08:00')
  await clerk.ask('PUT', material, pdfUpload('另一份.pdf'))
  t.match((await clerk.ask('GET', `/applications/${id}`)).json().materials, [{ fileName: '另一份.pdf', originalSeenAt: null }])
  t.match((await see(true)).json(), { code: 'application-changed' }, 'that is another file than the one that was seen')
  await see(true, '2026-11-23T02:05:00.000Z')

  const { caseNo } = (await submit(clerk, id)).json()
  t.match(await database('case_material_version').first(), { material_id: 'food-safety-rules', original_seen_by: clerk.accountId })
  const materials: { id: string, originalSeenAt: string | null }[] = (await clerk.ask('GET', `/cases/${caseNo}`)).json().materials
  t.same(materials.filter(({ originalSeenAt }) => originalSeenAt !== null), [{ id: 'food-safety-rules', name: materials.find(({ id }) => id === 'food-safety-rules')!['name' as never], state: 'handed-in', stateName: '已交', version: 1, originalSeenAt: '2026-11-23T02:05:00.000Z' }])
  t.equal((await see(false)).json().code, 'application-submitted')
})

t.test('the window that took an application in sees its case, also when the premises belong to another', async (t) => {
  const api = await windowAt(t)
  const { clerk } = api
  const id = await givenInPerson(clerk)
  await clerk.ask('PUT', `/applications/${id}`, { payload: { ...pickedUpDraft, form: { ...pickedUpDraft.form, premises_division: '410203' } } })

  const { caseNo } = (await submit(clerk, id)).json()

  t.match((await clerk.ask('GET', `/cases/${caseNo}`)).json(), { region: '410203' })
  t.equal((await (await clerkOf(api, '410204')).ask('GET', `/cases/${caseNo}`)).statusCode, 404)
  t.ok(await givenFile(await clerkOf(api, '410204')).catch(() => 'known'), 'one file a person, whichever window')
})

t.test("the window does what is the applicant's to do in its own case, and in no case from online", async (t) => {
  const api = await windowAt(t)
  const { clerk, database } = api
  const id = await givenInPerson(clerk)
  await clerk.ask('PUT', `/applications/${id}`, { payload: pickedUpDraft })
  const { caseNo } = (await submit(clerk, id)).json()
  const online = await givenCase(await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }), { form: { ...shopForm, premises_address: '东大街1号' } })
  const reviewer = await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['market-regulation.reviewer@410202'] })
  const withdraw = async (asker: SignedIn, caseNo: string) => (await asker.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['tobacco-retail'] } })).statusCode

  t.equal(await withdraw(clerk, online), 403, 'which the window may see')
  t.equal(await withdraw(await clerkOf(api, '410203'), caseNo), 404)
  t.equal(await withdraw(reviewer, caseNo), 403)
  t.equal((await clerk.ask('PUT', `/cases/${online}/supplement/fields`, { payload: { fields: { contact_name: '别人' } } })).statusCode, 403)
  t.equal(await withdraw(clerk, caseNo), 204)
  t.match(await database('audit_log').where({ action: 'withdraw', subject: caseNo }).first(), { account_id: clerk.accountId })
})
