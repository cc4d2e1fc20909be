import t from 'tap'
import { insertRelease } from '../../src/database/releases.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease, shopForm } from '../support/api/shop.js'
import { givenSteps } from '../support/api/steps.js'
import { givenTask } from '../support/api/tasks.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { pdf, pdfUpload } from '../support/api/upload.js'
import { storeDraft } from '../support/catalogue.js'

async function caseAt (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn, caseNo: string }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  return { ...api, applicant, caseNo: await givenCase(applicant) }
}

t.test("the applicant's cases are listed newest first, page by page, and no one else's", async (t) => {
  const api = await caseAt(t)
  const { applicant, caseNo } = api
  api.clock.set('2026-11-23T11:00:00+08:00')
  const second = await givenCase(applicant, { form: { ...shopForm, premises_address: '东大街1号' } })
  const other = await signedIn(api, { login: 'neighbour', kind: 'applicant' })

  const page = (await applicant.ask('GET', '/cases?limit=1')).json()

  t.match(page.items, [{ caseNo: second, industryName: '便利店', state: 'submitted', stateName: '已提交', permits: [{ name: '食品经营许可' }] }])
  t.match((await applicant.ask('GET', `/cases?limit=1&cursor=${page.next}`)).json(), { items: [{ caseNo }], next: null })
  t.same((await other.ask('GET', '/cases')).json(), { items: [], next: null })
  t.same((await applicant.ask('GET', '/cases?state=closed')).json().items, [])
  t.equal((await applicant.ask('GET', '/cases?state=lost')).statusCode, 400)
  t.equal((await applicant.ask('GET', '/cases?limit=1000')).statusCode, 400)
  t.match((await applicant.ask('GET', '/cases?page=2')).json(), { code: 'unknown-field' })
})

t.test("another's case is not found, whatever is asked of it; staff see the cases of their department and region", async (t) => {
  const api = await caseAt(t)
  const { caseNo, database } = api
  const { document_no: documentNo } = await database('document').first()
  const paths = ['', '/timeline', '/flow', '/documents', `/documents/${encodeURIComponent(documentNo)}`]
  const people = {
    neighbour: { kind: 'applicant', groups: [] },
    'health-reviewer': { kind: 'staff', groups: ['health.reviewer@410202'] },
    'tobacco-elsewhere': { kind: 'staff', groups: ['tobacco.reviewer@410203'] },
    'tobacco-here': { kind: 'staff', groups: ['tobacco.inspector@410202'] },
    window: { kind: 'staff', groups: ['gov-services.intake@410202'] },
    'device-city': { kind: 'staff', groups: ['market-regulation.approver@410200'] },
    supervisor: { kind: 'staff', groups: ['supervisor'] }
  } as const
  const mayNot = ['neighbour', 'health-reviewer', 'tobacco-elsewhere']

  for (const [login, person] of Object.entries(people)) {
    const { ask } = await signedIn(api, { login, kind: person.kind, groups: [...person.groups] })
    for (const path of paths) {
      const response = await ask('GET', `/cases/${caseNo}${path}`)
      t.equal(response.statusCode, mayNot.includes(login) ? 404 : 200, `${login} ${path}`)
      if (mayNot.includes(login)) t.match(response.json(), { code: 'case-not-found' })
    }
  }
  const neighbour = await signedIn(api, { login: 'neighbour', kind: 'applicant' })
  t.match((await neighbour.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['tobacco-retail'] } })).json(), { code: 'case-not-found' })
  t.match((await neighbour.ask('POST', `/cases/${caseNo}/supplement/submit`)).json(), { code: 'case-not-found' })
  t.match((await neighbour.ask('POST', `/cases/${caseNo}/rectification`, { payload: { done: '好了' } })).json(), { code: 'case-not-found' })
  t.match((await neighbour.ask('GET', '/cases/000000000000000000')).json(), { code: 'case-not-found' })
})

t.test('the form with its numbers is for the applicant; staff see it masked, elsewhere', async (t) => {
  const api = await caseAt(t)
  const reviewer = await signedIn(api, { login: 'reviewer', kind: 'staff', groups: ['tobacco.reviewer@410202'] })

  t.match((await api.applicant.ask('GET', `/cases/${api.caseNo}`)).json().form, { legal_rep_id_no: shopForm.legal_rep_id_no })
  for (const path of ['', '/form']) t.notMatch((await reviewer.ask('GET', `/cases/${api.caseNo}${path}`)).body, new RegExp(`${shopForm.legal_rep_id_no}|${shopForm.legal_rep_phone}`), path)
})

t.test('a case shows how far it is on the flow of its own release, whatever has been published since', async (t) => {
  const { applicant, database, caseNo } = await caseAt(t)
  t.same((await applicant.ask('GET', `/cases/${caseNo}/flow`)).json(), { picture: '/industries/convenience-store/releases/1/flow.svg', steps: [] })
  await givenSteps(database, caseNo, [
    { elementId: 'receipt', end: 'ELEMENT_COMPLETED' },
    { elementId: 'permit-handling-all', elementType: 'SUB_PROCESS' },
    { elementId: 'food-operation' },
    { elementId: 'tobacco-retail', end: 'ELEMENT_TERMINATED' },
    { elementId: 'flow_without_name' }
  ])
  await insertRelease(database, { ...await storeDraft(), contentHash: 'newer', forms: {}, publishedBy: 'test', note: '' })

  const { picture, steps } = (await applicant.ask('GET', `/cases/${caseNo}/flow`)).json()

  t.same(steps, [
    { elementId: 'receipt', name: '收件', state: 'done' }, { elementId: 'food-operation', name: '食品经营许可', state: 'active' }, { elementId: 'tobacco-retail', name: '烟草专卖零售许可', state: 'ended' }
  ])
  const drawn = await applicant.ask('GET', picture)
  t.equal(drawn.headers['content-type'], 'image/svg+xml; charset=utf-8')
  for (const { elementId } of steps) t.match(drawn.body, `data-element-id="${elementId}"`)
  t.match((await applicant.ask('GET', '/industries/convenience-store/releases/9/flow.svg')).json(), { code: 'unknown-release' })
})

t.test('a case shows each permit with its state, its dates, and from whom what is awaited', async (t) => {
  const { applicant, database, caseNo, clock } = await caseAt(t)
  await database('sub_case').where({ permit: 'tobacco-retail' }).update({
    state: 'reviewing', received_at: clock.now(), accepted_at: clock.now(), promised_due_on: '2026-11-20', statutory_due_on: '2026-12-21'
  })
  await givenTask(database, { key: '100', elementId: 'review', subCaseNo: `${caseNo}-02`, groups: ['tobacco.reviewer@410202'], dueAt: '2026-11-27T23:59:59+08:00' })

  const body = (await applicant.ask('GET', `/cases/${caseNo}`)).json()

  t.match(body, {
    caseNo,
    stateName: '已提交',
    industryName: '便利店',
    holderName: '开封市龙亭区惠民便利店',
    supplement: null,
    visit: null,
    licenceNo: null,
    flags: [{ id: 'overdue_promised', name: '超承诺' }]
  })
  t.match(body.permits[1], {
    permit: 'tobacco-retail',
    subCaseNo: `${caseNo}-02`,
    state: 'reviewing',
    stateName: '审查中',
    department: '龙亭区烟草专卖局',
    dueOn: '2026-11-20',
    awaited: { who: 'department', name: '龙亭区烟草专卖局', what: '审核', dueAt: '2026-11-27T15:59:59.000Z' }
  })
  t.match(body.permits[0].awaited, { who: 'platform' })
  t.ok(body.materials.some(({ id, stateName }: { id: string, stateName: string }) => id === 'business-licence' && stateName === '未交'))
})

t.test('the timeline tells steps in the words of the model, documents and decisions; only staff read names', async (t) => {
  const api = await caseAt(t)
  const { applicant, database, caseNo } = api
  const staff = await signedIn(api, { login: 'tobacco-reviewer', kind: 'staff', displayName: '周审查', groups: ['tobacco.reviewer@410202'] })
  await givenTask(database, { key: '100', elementId: 'pre-review', subCaseNo: `${caseNo}-02`, groups: ['tobacco.reviewer@410202'], assignee: 'tobacco-reviewer' })
  const event = { epoch: 1, partition: 1, process_instance_key: '902', process_id: 'permit-handling', element_type: 'USER_TASK', at: '2026-11-24T09:00:00+08:00' }
  await database('timeline_event').insert([
    { ...event, position: 1, element_id: 'pre-review', element_instance_key: '8100', intent: 'ELEMENT_ACTIVATED' },
    { ...event, position: 2, element_id: 'pre-review', element_instance_key: '8100', intent: 'ELEMENT_COMPLETED' }
  ])

  const { entries } = (await applicant.ask('GET', `/cases/${caseNo}/timeline`)).json()

  t.match(entries[0], { kind: 'submission', what: '提交申请', at: '2026-11-23T02:00:00.000Z' })
  t.ok(entries.some(({ kind, what }: { kind: string, what: string }) => kind === 'document' && what === '收件凭证'))
  t.match(entries.at(-1), { kind: 'step', what: '烟草专卖零售许可：预审', who: '龙亭区烟草专卖局', subCaseNo: `${caseNo}-02` })
  t.equal(entries.filter(({ kind }: { kind: string }) => kind === 'step').length, 1)
  const seenByStaff = (await staff.ask('GET', `/cases/${caseNo}/timeline`)).json()
  t.match(seenByStaff.entries.at(-1), { who: '周审查' })
})

t.test('documents are listed and come as PDF to be saved', async (t) => {
  const { applicant, caseNo } = await caseAt(t)

  const { documents } = (await applicant.ask('GET', `/cases/${caseNo}/documents`)).json()
  const receipt = documents.find(({ kind }: { kind: string }) => kind === 'receipt')
  t.match(receipt, { title: '收件凭证', servedHow: null })
  const response = await applicant.ask('GET', receipt.href.replace('/api/v1', ''))

  t.equal(response.statusCode, 200)
  t.equal(response.headers['content-type'], 'application/pdf')
  t.match(response.headers['content-disposition'], /^attachment; filename="[\w.-]+"; filename\*=UTF-8''/)
  t.equal(response.headers['x-content-type-options'], 'nosniff')
  t.equal(response.rawPayload.subarray(0, 5).toString(), '%PDF-')
  t.match((await applicant.ask('GET', `/cases/${caseNo}/documents/none`)).json(), { code: 'document-not-found' })
})

t.test('a paper reaches who agreed to be served electronically when they first open it; a clerk who opens it serves nobody', async (t) => {
  const { applicant, caseNo, clock, database, ...api } = await caseAt(t)
  const staff = await signedIn({ ...api, database, clock }, { login: 'window', kind: 'staff', groups: ['gov-services.intake@410202'] })
  const receipt = async (): Promise<{ href: string, servedHow: string | null, servedAt: string | null }> =>
    (await applicant.ask('GET', `/cases/${caseNo}/documents`)).json().documents.find(({ kind }: { kind: string }) => kind === 'receipt')
  const open = async (person: SignedIn, at: string): Promise<void> => {
    clock.set(at)
    t.equal((await person.ask('GET', (await receipt()).href.replace('/api/v1', ''))).statusCode, 200)
  }

  await open(staff, '2026-11-23T10:30:00+08:00')
  t.match(await receipt(), { servedHow: null, servedAt: null })
  await database('case_file').where({ case_no: caseNo }).update({ electronic_delivery: false })
  await open(applicant, '2026-11-23T10:40:00+08:00')
  t.match(await receipt(), { servedHow: null, servedAt: null }, 'who wants paper is served at the window')
  await database('case_file').where({ case_no: caseNo }).update({ electronic_delivery: true })
  for (const at of ['2026-11-23T10:50:00+08:00', '2026-11-23T11:50:00+08:00']) await open(applicant, at)
  t.match(await receipt(), { servedHow: 'electronic', servedAt: '2026-11-23T02:50:00.000Z' })
})

t.test('a material is read by its holder and by the staff of the case, version by version, to be saved and not shown', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const id = await givenDraft(applicant)
  await applicant.ask('PUT', `/applications/${id}/materials/premises-proof`, pdfUpload('租赁合同（正本）.pdf'))
  const { caseNo } = (await applicant.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': 'first-key' } })).json()
  const inspector = await signedIn(api, { login: 'inspector', kind: 'staff', groups: ['tobacco.inspector@410202'] })
  const stranger = await signedIn(api, { login: 'stranger', kind: 'staff', groups: ['tobacco.inspector@410203'] })
  const path = `/cases/${caseNo}/materials/premises-proof/versions`

  for (const { ask } of [applicant, inspector]) {
    const response = await ask('GET', `${path}/1`)
    t.equal(response.statusCode, 200)
    t.same(response.rawPayload, pdf)
    t.match(response.headers, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="________.pdf"; filename*=UTF-8''${encodeURIComponent('租赁合同（正本）')}.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store'
    })
  }
  t.match((await stranger.ask('GET', `${path}/1`)).json(), { code: 'case-not-found' })
  t.match((await applicant.ask('GET', `${path}/2`)).json(), { code: 'unknown-material' })
  t.equal((await applicant.ask('GET', `${path}/last`)).statusCode, 400)

  await api.database('case_material_version').insert({
    case_no: caseNo, material_id: 'business-licence', version: 1, origin: 'shared', content: JSON.stringify({ name: '惠民便利店' })
  })
  const shared = await inspector.ask('GET', `/cases/${caseNo}/materials/business-licence/versions/1`)
  t.match(shared.headers, { 'content-type': /^application\/json/ })
  t.same(shared.json(), { name: '惠民便利店' })
})
