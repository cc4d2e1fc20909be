import t from 'tap'
import { ask, signedIn } from '../support/api/people.js'
import { givenRelease, shopForm } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { clerkOf, givenInPerson, visitor } from '../support/api/window.js'

const registration = { ...visitor, login: 'wang-fang', password: '四月的雨下在汴河的船上', email: null, identitySeen: undefined }

t.test('a file is opened once, found by whole numbers alone, shown masked, and every look-up is on record', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  const search = async (by: string, value: string) => (await clerk.ask('POST', '/window/applicants/search', { payload: { by, value } })).json().applicants

  const opened = await clerk.ask('POST', '/window/applicants', { payload: visitor })
  t.equal(opened.statusCode, 201)
  t.match(opened.json(), { name: '王*', idNumber: '110105********002X', phone: '138****0021', canSignIn: false, businesses: [{ usci: shopForm.usci }] })
  t.match((await clerk.ask('POST', '/window/applicants', { payload: visitor })).json(), { code: 'applicant-known' })

  for (const [by, value] of [['idNumber', visitor.idNumber], ['usci', shopForm.usci], ['phone', visitor.phone]] as const) {
    t.same(await search(by, value), [opened.json()], by)
    t.same(await search(by, value.slice(0, -1)), [], `a part of the ${by}`)
  }
  t.match(await api.database('audit_log').where({ action: 'look-up-applicant', account_id: clerk.accountId }).orderBy('id').first(), {
    subject: '110105********002X', detail: { by: 'idNumber', found: 1 }
  })
})

t.test('what is wrong with a file is told field by field; without the identity card nothing is taken', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)

  const wrong = await clerk.ask('POST', '/window/applicants', { payload: { ...visitor, name: '', idNumber: '110105194912310021', phone: '0371', businesses: [{ usci: 'x', name: '店' }] } })

  t.equal(wrong.statusCode, 422)
  t.same(wrong.json().details.problems.map(({ field }: { field: string }) => field), ['name', 'idNumber', 'phone', 'businesses.0.usci'])
  t.equal((await clerk.ask('POST', '/window/applicants', { payload: { ...visitor, identitySeen: false } })).statusCode, 400)
})

t.test('a clerk who looks up without end is stopped', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  const search = async (): Promise<number> => (await clerk.ask('POST', '/window/applicants/search', { payload: { by: 'phone', value: visitor.phone } })).statusCode

  for (let count = 0; count < 60; count++) await search()

  t.equal(await search(), 429)
})

t.test('who merely registered with an identity number is not found by it; code and identity card together prove the account, once', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  t.equal((await ask(api.app, 'POST', '/accounts', { payload: registration })).statusCode, 201)
  const applicant = await signedIn(api, { login: 'wang-fang', kind: 'applicant', displayName: '王芳' })
  const link = async (payload: object) => await clerk.ask('POST', '/window/applicants/link', { payload: { identitySeen: true, idNumber: visitor.idNumber, ...payload } })
  t.same((await clerk.ask('POST', '/window/applicants/search', { payload: { by: 'idNumber', value: visitor.idNumber } })).json(), { applicants: [] })

  const { code } = (await applicant.ask('POST', '/account/window-code')).json()

  t.match((await link({ code: code === '00000000' ? '11111111' : '00000000' })).json(), { code: 'window-code-unknown' })
  t.match((await link({ code, idNumber: '410202199001010018' })).json(), { code: 'window-code-unknown' }, "somebody else's card")
  t.match((await link({ code })).json(), { name: '王*', canSignIn: true })
  t.equal((await link({ code })).statusCode, 404, 'used up')
  t.equal((await clerk.ask('POST', '/window/applicants/search', { payload: { by: 'idNumber', value: visitor.idNumber } })).json().applicants.length, 1)
})

t.test('a code is over after ten minutes', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  await ask(api.app, 'POST', '/accounts', { payload: registration })
  const applicant = await signedIn(api, { login: 'wang-fang', kind: 'applicant', displayName: '王芳' })
  const { code } = (await applicant.ask('POST', '/account/window-code')).json()

  api.clock.set(new Date(api.clock.now().getTime() + 10 * 60_000))

  t.equal((await clerk.ask('POST', '/window/applicants/link', { payload: { code, idNumber: visitor.idNumber, identitySeen: true } })).statusCode, 404)
})

t.test('what the window took in passes to the account that is proved at the window, and never by the number alone', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const clerk = await clerkOf(api)
  const id = await givenInPerson(clerk)
  await ask(api.app, 'POST', '/accounts', { payload: registration })
  const applicant = await signedIn(api, { login: 'wang-fang', kind: 'applicant', displayName: '王芳' })
  t.equal((await applicant.ask('GET', `/applications/${id}`)).statusCode, 404, 'knowing the number is not enough')

  const { code } = (await applicant.ask('POST', '/account/window-code')).json()
  t.equal((await clerk.ask('POST', '/window/applicants/link', { payload: { code, idNumber: visitor.idNumber, identitySeen: true } })).statusCode, 200)

  t.match((await applicant.ask('GET', `/applications/${id}`)).json(), { id, inPerson: { canSignIn: true } })
  t.equal((await clerk.ask('GET', `/applications/${id}`)).statusCode, 200)
  const { applicants } = (await clerk.ask('POST', '/window/applicants/search', { payload: { by: 'idNumber', value: visitor.idNumber } })).json()
  t.match(applicants, [{ canSignIn: true }])
  t.equal(applicants.length, 1, 'one file a person')
})
