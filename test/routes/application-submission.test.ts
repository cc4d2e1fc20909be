import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease, shopAnswers, shopDraft, shopForm } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { pdfUpload } from '../support/api/upload.js'

async function shopkeeperAt (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  return { ...api, applicant: await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }) }
}

const submit = async (applicant: SignedIn, id: string, key = 'first-key') =>
  await applicant.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': key } })

t.test('a submission makes the case, its sub-cases, materials, receipt and start message at once, with the engine down', async (t) => {
  const { applicant, database, engine, outboxWakes } = await shopkeeperAt(t)
  const id = await givenDraft(applicant)
  t.equal((await applicant.ask('PUT', `/applications/${id}/materials/food-safety-rules`, pdfUpload())).statusCode, 200)
  engine.isDown = true

  const response = await submit(applicant, id)

  t.equal(response.statusCode, 201)
  const { caseNo, receiptCode, documentNo } = response.json()
  t.equal(caseNo, '410202202611230001')
  t.match(receiptCode, /^410202202611230001[0-9A-Z]$/)
  t.equal(outboxWakes(), 1)
  t.match(await database('case_file').first(), {
    case_no: caseNo, state: 'submitted', holder_name: '开封市龙亭区惠民便利店', region: '410202', electronic_delivery: true, process_instance_key: null
  })
  t.match(await database('sub_case').orderBy('ordinal'), [
    { sub_case_no: `${caseNo}-01`, permit: 'food-operation', department: 'market-regulation', region: '410202', is_instant: false, needs_visit: true, state: 'pending' },
    { sub_case_no: `${caseNo}-02`, permit: 'tobacco-retail', department: 'tobacco', region: '410202', is_instant: false, needs_visit: true },
    { sub_case_no: `${caseNo}-03`, permit: 'medical-device-class2-filing', region: '410200', is_instant: true, needs_visit: false },
    { sub_case_no: `${caseNo}-04`, permit: 'publication-retail', department: 'press-film', is_commitment: true, is_instant: true, needs_visit: false }
  ])
  const materials = Object.fromEntries((await database('case_material')).map((row) => [row.material_id, row.state]))
  t.match(materials, { 'food-safety-rules': 'handed-in', 'business-licence': 'missing', 'application-form': 'generated', 'food-flow-layout': 'missing' })
  t.match(await database('case_material_version'), [{ material_id: 'food-safety-rules', version: 1, origin: 'uploaded', file_name: '制度.pdf' }])
  t.match(await database('case_form_version'), [{ version: 1, form: { entity_name: '开封市龙亭区惠民便利店' } }])
  t.match(await database('document').where({ document_no: documentNo }), [{ kind: 'receipt', case_no: caseNo }])
  t.same((await database('document').orderBy('kind')).map(({ kind }) => kind),
    [...Array<string>(4).fill('application-form'), 'commitment-letter', 'receipt'])
  t.match(await database('outbox'), [{
    kind: 'publish-message',
    dedupe_key: `start:${caseNo}`,
    payload: { name: 'convenience-store-application-submitted', correlationKey: caseNo, variables: { caseNo } }
  }])
})

t.test('the same key again gets the same answer; another key learns that it is submitted', async (t) => {
  const { applicant, database } = await shopkeeperAt(t)
  const id = await givenDraft(applicant)
  const first = await submit(applicant, id, 'the-same-key')

  const again = await submit(applicant, id, 'the-same-key')
  const other = await submit(applicant, id, 'another-key')

  t.equal(again.statusCode, 201)
  t.same(again.json(), first.json())
  t.equal(other.statusCode, 409)
  t.match(other.json(), { code: 'application-submitted', details: { caseNo: first.json().caseNo } })
  t.equal((await database('case_file')).length, 1)
  t.equal((await database('outbox')).length, 1)
  t.equal((await applicant.ask('PUT', `/applications/${id}`, { payload: shopDraft })).json().code, 'application-submitted')
})

t.test('of two submissions at once there is one case, and both get it', async (t) => {
  const { applicant, database } = await shopkeeperAt(t)
  const id = await givenDraft(applicant)

  const [one, two] = await Promise.all([submit(applicant, id, 'double-click'), submit(applicant, id, 'double-click')])

  t.equal(one.statusCode, 201)
  t.same(one.json(), two.json())
  t.equal((await database('case_file')).length, 1)
})

t.test('a submission without key, or with the key of another application, is refused', async (t) => {
  const { applicant, database } = await shopkeeperAt(t)
  const id = await givenDraft(applicant)
  const missing = await applicant.ask('POST', `/applications/${id}/submit`)
  t.equal(missing.statusCode, 400)
  t.match(missing.json(), { code: 'bad-request', details: { problems: [{ label: 'Idempotency-Key', problem: '必须填写' }] } })
  t.equal((await submit(applicant, id, 'used-already')).statusCode, 201)
  const elsewhere = await givenDraft(applicant, { form: { ...shopForm, premises_address: '东大街1号' } })

  const reused = await submit(applicant, elsewhere, 'used-already')

  t.equal(reused.statusCode, 409)
  t.match(reused.json(), { code: 'idempotency-key-reused' })
  t.equal((await database('case_file')).length, 1)
  t.equal((await submit(applicant, elsewhere, 'its-own-key')).json().caseNo, '410202202611230002', 'the refused try used no number up')
})

t.test('missing and wrong fields are each named in Chinese', async (t) => {
  const { applicant, database } = await shopkeeperAt(t)
  const { entity_name: _, contact_phone: __, ...incomplete } = shopForm
  const id = await givenDraft(applicant, { form: incomplete as typeof shopForm })

  const response = await submit(applicant, id)

  t.equal(response.statusCode, 422)
  t.match(response.json(), { code: 'invalid-form', message: '表单有需要更正的内容' })
  t.same(response.json().details.problems, [
    { field: 'entity_name', label: '名称', problem: '必须填写' },
    { field: 'contact_phone', label: '联系电话', problem: '必须填写' }
  ])
  t.equal((await database('number_counter')).length, 0)
})

t.test('exits, nothing chosen and a wrong choice are refused with where to go and what to change', async (t) => {
  const { applicant } = await shopkeeperAt(t)
  const tried = async (changes: object) => (await submit(applicant, await givenDraft(applicant, changes))).json()

  t.match(await tried({ answers: { ...shopAnswers, drug_scope: '处方药和非处方药' } }), { code: 'exit', details: { exits: [{ question: 'drug_scope', where: /药店/ }] } })
  t.match(await tried({ permits: [], commitments: [] }), { code: 'no-permit-chosen' })
  t.match(await tried({ permits: ['food-small-shop'], commitments: [] }), { code: 'unknown-permit', details: { problems: [{ permit: 'food-small-shop' }] } })
  t.match(await tried({ permits: ['tobacco-retail'], commitments: [] }),
    { code: 'permit-choice-not-allowed', details: { problems: [{ code: 'permit-left-out', permitName: '食品经营许可' }] } })
})

t.test('a permit that the holder is applying for, or has, at the same premises is refused: which and where', async (t) => {
  const { applicant, database, ...api } = await shopkeeperAt(t)
  const caseNo = await givenCase(applicant)
  const sameShop = { ...shopForm, premises_address: '西大街８号 1楼' }

  const own = await submit(applicant, await givenDraft(applicant, { form: sameShop }))

  t.equal(own.statusCode, 409)
  t.match(own.json(), { code: 'duplicate-permit' })
  const { duplicates } = own.json().details
  t.equal(duplicates.length, 4)
  t.match(duplicates[0], { permit: 'food-operation', permitName: '食品经营许可', how: 'applied-for', where: '西大街８号 1楼', caseNo })
  const neighbour = await signedIn({ ...api, database }, { login: 'neighbour', kind: 'applicant' })
  const others = await submit(neighbour, await givenDraft(neighbour, { form: sameShop }))
  t.match(others.json(), { code: 'duplicate-permit', details: { duplicates: [{ caseNo: null }] } }, "another's case number is not told")
  const elsewhere = await submit(applicant, await givenDraft(applicant, { form: { ...shopForm, premises_address: '东大街1号' } }))
  t.equal(elsewhere.statusCode, 201, 'other premises are another matter')

  await database('sub_case').where({ case_no: caseNo }).update({ outcome: 'withdrawn', state: 'withdrawn' })
  await database('sub_case').where({ case_no: caseNo, permit: 'tobacco-retail' })
    .update({ outcome: 'granted', accepted_at: new Date(), decided_at: new Date() })
  const granted = await submit(applicant, await givenDraft(applicant), 'after-the-decision')
  t.match(granted.json(), { code: 'duplicate-permit', details: { duplicates: [{ permit: 'tobacco-retail', how: 'applied-for' }] } }, 'granted, the certificate in the making')
  await database('certificate').insert({
    permit: 'tobacco-retail',
    certificate_no: '410202100001',
    certificate_name: '烟草专卖零售许可证',
    sub_case_no: `${caseNo}-02`,
    kind: '许可',
    holder_usci: shopForm.usci,
    holder_name: shopForm.entity_name,
    premises_key: '410202:西大街8号1楼',
    premises_address: shopForm.premises_address,
    department: 'tobacco',
    region: '410202',
    issued_on: '2026-11-23',
    validity_text: '有效期5年'
  })
  const held = await submit(applicant, await givenDraft(applicant), 'with-certificate')
  t.match(held.json(), { details: { duplicates: [{ permit: 'tobacco-retail', how: 'held', certificateNo: '410202100001' }] } })
})

t.test('of two applications for the same permits at once one becomes a case, the other is a duplicate', async (t) => {
  const { applicant, database, ...api } = await shopkeeperAt(t)
  const partner = await signedIn({ ...api, database }, { login: 'partner', kind: 'applicant' })
  const [mine, theirs] = [await givenDraft(applicant), await givenDraft(partner)]

  const responses = await Promise.all([submit(applicant, mine), submit(partner, theirs)])

  t.same(responses.map(({ statusCode }) => statusCode).sort(), [201, 409])
  t.match(responses.find(({ statusCode }) => statusCode === 409)!.json(), { code: 'duplicate-permit', details: { duplicates: [{ permit: 'food-operation' }] } })
  t.equal((await database('case_file')).length, 1)
})

t.test('what is submitted on a day of rest is received on the next working day', async (t) => {
  const { applicant, clock } = await shopkeeperAt(t)
  clock.set('2026-11-28T20:00:00+08:00')

  t.equal(await givenCase(applicant), '410202202611300001')
})
