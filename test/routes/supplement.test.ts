import t from 'tap'
import { importCalendars } from '../../src/cases/publication/calendars.js'
import { meet } from '../../src/cases/rendezvous.js'
import { loadPermitContext } from '../../src/cases/permit-context.js'
import { expireNotice } from '../../src/cases/supplement-notice.js'
import { supplementChanges } from '../../src/cases/task-view/supplement-changes.js'
import { lockCase } from '../../src/database/cases.js'
import { noticeOf } from '../../src/database/notices.js'
import { catalogueDir } from '../support/catalogue.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { pdfUpload } from '../support/api/upload.js'

/** A case with an open notice that names one material and one field of the tobacco permit. */
async function toldCase (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn, caseNo: string, path: string }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const caseNo = await givenCase(applicant)
  const { database } = api
  await database('sub_case').where({ case_no: caseNo }).update({ state: 'received', received_at: api.clock.now() })
  await database('sub_case').where({ case_no: caseNo, permit: 'tobacco-retail' }).update({ state: 'supplement-required' })
  await database('supplement_notice').insert({
    notice_no: `${caseNo}-N1`, case_no: caseNo, round: 1, state: 'open', due_at: '2026-12-14T23:59:59+08:00', issued_at: api.clock.now()
  })
  const item = { case_no: caseNo, sub_case_no: `${caseNo}-02`, notice_no: `${caseNo}-N1`, round: 1, state: 'told' }
  await database('deficiency_item').insert([
    { ...item, subject_kind: 'material', subject_id: 'premises-proof', reason: '未提交', how_to_mend: '提交租赁合同' },
    { ...item, subject_kind: 'field', subject_id: 'tobacco_fund', reason: '金额不实', how_to_mend: '按验资报告填写' }
  ])
  return { ...api, applicant, caseNo, path: `/cases/${caseNo}/supplement` }
}

/** The food permit was received later, and its reviewer has found a material missing. @returns what the case's permits do where they meet */
async function foundLater ({ caseNo, database, clock }: Pick<TestApi, 'database' | 'clock'> & { caseNo: string }, materialId: string): Promise<() => Promise<void>> {
  await importCalendars(database, catalogueDir)
  await database('sub_case').where({ case_no: caseNo }).whereNot({ permit: 'tobacco-retail' }).update({ state: 'reviewing', accepted_at: clock.now() })
  await database('sub_case').where({ sub_case_no: `${caseNo}-01` }).update({ state: 'received', accepted_at: null, received_at: '2026-12-09T10:00:00+08:00', verdict: 'deficient' })
  await database('deficiency_item').insert({ case_no: caseNo, sub_case_no: `${caseNo}-01`, round: 1, state: 'found', subject_kind: 'material', subject_id: materialId, reason: '未提交', how_to_mend: '提交' })
  return async () => await database.transaction(async (tx) => await meet(tx, caseNo, clock))
}

t.test('the case shows what is to be mended, why, how and until when; it awaits the applicant', async (t) => {
  const { applicant, caseNo } = await toldCase(t)

  const body = (await applicant.ask('GET', `/cases/${caseNo}`)).json()

  t.match(body.supplement, {
    noticeNo: `${caseNo}-N1`,
    dueAt: '2026-12-14T15:59:59.000Z',
    items: [
      { kind: 'material', id: 'premises-proof', name: /经营场所/, permit: '烟草专卖零售许可', reason: '未提交', howToMend: '提交租赁合同', isAnswered: false },
      { kind: 'field', id: 'tobacco_fund', name: /经营资金/ }
    ]
  })
  t.match(body.permits[1].awaited, { who: 'applicant', what: '补正材料' })
  t.match(body.flags, [{ id: 'open_supplement' }])
})

t.test('an item is mended with what was handed in elsewhere: of the same material, one\'s own, and not what was found wanting here', async (t) => {
  const { applicant, database, caseNo, path } = await toldCase(t)
  const draft = await givenDraft(applicant)
  const { hash } = (await applicant.ask('PUT', `/applications/${draft}/materials/premises-proof`, pdfUpload('另一份合同.pdf'))).json()
  const reuse = async (materialId: string, wanted: string) => await applicant.ask('PUT', `${path}/materials/${materialId}/reuse`, { payload: { hash: wanted } })

  t.match((await applicant.ask('GET', `/cases/${caseNo}/earlier-materials`)).json(), { items: [{ materialId: 'premises-proof', hash, fileName: '另一份合同.pdf', caseNo: null }] })
  t.match((await reuse('food-safety-rules', hash)).json(), { code: 'earlier-file-not-found' }, 'not as something else')
  t.match((await reuse('premises-proof', '0'.repeat(64))).json(), { code: 'earlier-file-not-found' })
  t.match((await reuse('premises-proof', hash)).json(), { id: 'premises-proof', version: 1, fileName: '另一份合同.pdf' })

  t.match(await database('case_material').where({ case_no: caseNo, material_id: 'premises-proof' }), [{ state: 'reused', current_version: 1 }])
  t.match(await database('case_material_version').where({ case_no: caseNo, material_id: 'premises-proof' }), [{ origin: 'reused', file_hash: hash }])
  t.match((await applicant.ask('GET', `/cases/${caseNo}`)).json().supplement.items[0], { isAnswered: true })
  t.same((await applicant.ask('GET', `/cases/${caseNo}/earlier-materials`)).json().items, [], 'it is in this case now')
  t.match((await reuse('premises-proof', hash)).json(), { code: 'earlier-file-not-found' })

  await database('supplement_notice').update({ state: 'submitted' })
  t.match((await applicant.ask('GET', `/cases/${caseNo}/earlier-materials`)).json(), { code: 'no-open-notice' })
})

t.test('nobody mends another\'s case with what is theirs', async (t) => {
  const { caseNo, path, ...api } = await toldCase(t)
  const other = await signedIn(api, { login: 'other', kind: 'applicant' })
  const { hash } = (await other.ask('PUT', `/applications/${await givenDraft(other)}/materials/premises-proof`, pdfUpload('别人的.pdf'))).json()

  t.match((await other.ask('GET', `/cases/${caseNo}/earlier-materials`)).json(), { code: 'case-not-found' })
  t.match((await other.ask('PUT', `${path}/materials/premises-proof/reuse`, { payload: { hash } })).json(), { code: 'case-not-found' })
})

t.test('what the notice names is mended and handed in once; its flow is woken', async (t) => {
  const { applicant, caseNo, path, database, outboxWakes } = await toldCase(t)
  const wakesBefore = outboxWakes()

  const material = await applicant.ask('PUT', `${path}/materials/premises-proof`, pdfUpload('租赁合同.pdf'))
  t.equal(material.statusCode, 200)
  t.match(material.json(), { id: 'premises-proof', version: 1 })
  const early = await applicant.ask('POST', `${path}/submit`)
  t.equal(early.statusCode, 422)
  t.match(early.json(), { code: 'supplement-incomplete', details: { missing: [{ kind: 'field', id: 'tobacco_fund' }] } })
  t.equal((await applicant.ask('PUT', `${path}/fields`, { payload: { fields: { tobacco_fund: 80000 } } })).statusCode, 204)
  t.equal((await applicant.ask('PUT', `${path}/materials/premises-proof`, pdfUpload('新租赁合同.pdf'))).json().version, 2, 'until it is handed in')
  const submitted = await applicant.ask('POST', `${path}/submit`)

  t.equal(submitted.statusCode, 204, submitted.body)
  t.equal(outboxWakes(), wakesBefore + 1)
  t.match(await database('supplement_notice').first(), { state: 'submitted' })
  t.match(await database('case_file').first(), { form_version: 2, form: { tobacco_fund: 80000, entity_name: '开封市龙亭区惠民便利店' } })
  t.match(await database('case_form_version').where({ version: 2 }), [{ changed_fields: ['tobacco_fund'] }])
  t.match(await database('outbox').where({ dedupe_key: `supplement-submitted:${caseNo}-N1` }), [{ payload: { name: 'supplement-submitted', correlationKey: `${caseNo}-N1` } }])
  t.equal((await database('case_material_version').where({ material_id: 'premises-proof' })).length, 2, 'every version is kept')
  t.match((await applicant.ask('POST', `${path}/submit`)).json(), { code: 'no-open-notice' })
})

t.test('nothing but what the notice names can be changed', async (t) => {
  const { applicant, path, database } = await toldCase(t)

  const material = await applicant.ask('PUT', `${path}/materials/business-licence`, pdfUpload())
  t.equal(material.statusCode, 409)
  t.match(material.json(), { code: 'item-locked', message: '只能补正通知书列明的内容', details: { id: 'business-licence' } })
  const field = await applicant.ask('PUT', `${path}/fields`, { payload: { fields: { tobacco_fund: 80000, usci: '91410202MA4000001Q' } } })
  t.equal(field.statusCode, 409)
  t.match(field.json(), { code: 'item-locked', details: { kind: 'field', id: 'usci' } })
  const wrong = await applicant.ask('PUT', `${path}/fields`, { payload: { fields: { tobacco_fund: '很多' } } })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.json(), { code: 'invalid-form', details: { problems: [{ field: 'tobacco_fund', problem: '应为数字' }] } })
  t.match(await database('case_file').first(), { form_version: 1 })
  t.match(await database('deficiency_item').where({ subject_kind: 'field' }), [{ state: 'told' }])
})

t.test('without an open notice, or after its deadline, there is nothing to mend', async (t) => {
  const { applicant, path, clock, database } = await toldCase(t)
  clock.set('2026-12-15T00:00:01+08:00')
  t.match((await applicant.ask('PUT', `${path}/fields`, { payload: { fields: { tobacco_fund: 1 } } })).json(), { code: 'no-open-notice' })
  await database('supplement_notice').update({ state: 'expired' })

  for (const response of [
    await applicant.ask('PUT', `${path}/materials/premises-proof`, pdfUpload()),
    await applicant.ask('PUT', `${path}/fields`, { payload: { fields: { tobacco_fund: 1 } } }),
    await applicant.ask('POST', `${path}/submit`)
  ]) {
    t.equal(response.statusCode, 409)
    t.match(response.json(), { code: 'no-open-notice', message: '现在没有需要补正的内容' })
  }
})

t.test('the reviewer sees the difference: what was there before, what is there now', async (t) => {
  const { applicant, caseNo, path, database, clock } = await toldCase(t)
  clock.set(new Date(clock.now().getTime() + 3_600_000))
  t.equal((await applicant.ask('PUT', `${path}/fields`, { payload: { fields: { tobacco_fund: 80000 } } })).statusCode, 204)
  const handedIn = await applicant.ask('PUT', `${path}/materials/premises-proof`, pdfUpload('合同.pdf'))
  t.ok(handedIn.statusCode < 300, handedIn.body)

  const changes = await database.transaction(async (tx) => await supplementChanges(tx, await loadPermitContext(tx, `${caseNo}-02`), 'https://permits.example'))

  t.same(changes.map(({ label }) => label.split('：')[0]), ['已补正', '已补正'])
  const [material, field] = [changes.find(({ label }) => label.includes('经营场所'))!, changes.find(({ label }) => label.includes('资金'))!]
  t.match(field.value, /原来的问题：金额不实。原为“50000.*”，现为“80000.*”/)
  t.match(material.value, /原来的问题：未提交。现为第 \d 版/)
})

t.test('a secondary material that was never there may be answered by handing it in later; one that was handed in must be mended', async (t) => {
  const { applicant, caseNo, path, database } = await toldCase(t)

  t.equal((await applicant.ask('PUT', `${path}/materials/premises-proof/tolerance`)).statusCode, 204)
  t.match(await applicant.ask('GET', `/cases/${caseNo}`).then((answer) => answer.json()), {
    toleratedMaterials: [{ id: 'premises-proof', permit: '烟草专卖零售许可', dueOn: null, isHandedIn: false }], supplement: { items: [{ isAnswered: true }, { isAnswered: false }] }
  })
  t.match((await applicant.ask('PUT', `${path}/materials/food-flow-layout/tolerance`)).json(), { code: 'item-locked' })
  await database('case_material').where({ case_no: caseNo, material_id: 'premises-proof' }).update({ state: 'missing', current_version: 1 })
  t.match((await applicant.ask('PUT', `${path}/materials/premises-proof/tolerance`)).json(), { code: 'tolerance-not-allowed', details: { problems: [{ problem: /须按通知补正/ }] } })
})

t.test('what is found about a permit that was received later joins the open notice, told in time with a paper and a whole period of its own', async (t) => {
  const { applicant, caseNo, path, database, clock } = await toldCase(t)
  const gather = await foundLater({ caseNo, database, clock }, 'food-flow-layout')
  clock.set('2026-12-10T10:00:00+08:00')

  await gather()
  await gather()

  const { supplement } = (await applicant.ask('GET', `/cases/${caseNo}`)).json<{ supplement: { noticeNo: string, dueAt: string, items: { id: string }[] } }>()
  t.match(supplement, { noticeNo: `${caseNo}-N1`, dueAt: '2026-12-31T15:59:59.999Z' }, 'fifteen working days from the day on which it was told')
  t.same(supplement.items.map(({ id }) => id).sort(), ['food-flow-layout', 'premises-proof', 'tobacco_fund'])
  t.match(await database('document').where({ kind: 'supplement' }).select('data'), [{ data: { content: { supplement_deadline: '2026-12-31', missing: [{ permit: '食品经营许可' }] } } }])
  t.equal((await applicant.ask('PUT', `${path}/materials/food-flow-layout`, pdfUpload('布局图.pdf'))).statusCode, 200)
  t.match((await applicant.ask('POST', `${path}/submit`)).json(), { code: 'supplement-incomplete' }, 'everything is handed in once')
})

t.test('what has been handed in for the notice is not asked for again by what joins it, nor lost when that permit is withdrawn', async (t) => {
  const { applicant, caseNo, path, database, clock } = await toldCase(t)
  const gather = await foundLater({ caseNo, database, clock }, 'premises-proof')
  t.equal((await applicant.ask('PUT', `${path}/materials/premises-proof`, pdfUpload('租赁合同.pdf'))).statusCode, 200)
  clock.set('2026-12-10T10:00:00+08:00')
  const items = async (): Promise<unknown> => await database('deficiency_item').where({ subject_id: 'premises-proof' }).orderBy('id').pluck('state')
  const material = async (): Promise<unknown> => await database('case_material').where({ case_no: caseNo, material_id: 'premises-proof' }).first('state', 'current_version')

  await gather()
  t.same([await items(), await material()], [['answered', 'answered'], { state: 'handed-in', current_version: 1 }])
  t.match(await database('sub_case').where({ sub_case_no: `${caseNo}-01` }).first('state'), { state: 'supplement-required' })
  t.equal((await database('document').where({ kind: 'supplement' })).length, 0, 'nothing is asked for')

  await database('case_material').where({ case_no: caseNo, material_id: 'premises-proof' }).update({ state: 'missing' })
  const withdrawn = await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['food-operation'] } })
  t.equal(withdrawn.statusCode, 204, withdrawn.body)
  t.same([await items(), await material()], [['answered', 'dropped'], { state: 'handed-in', current_version: 1 }])
})

t.test('a notice that has lapsed takes nothing more and its time is not revived; what was found is told in the next one', async (t) => {
  const { applicant, caseNo, path, database, clock } = await toldCase(t)
  const gather = await foundLater({ caseNo, database, clock }, 'food-flow-layout')
  clock.set('2026-12-15T09:00:00+08:00')
  const item = async (): Promise<unknown> => await database('deficiency_item').where({ subject_id: 'food-flow-layout' }).first('state', 'notice_no')

  await gather()
  t.same(await item(), { state: 'found', notice_no: null })
  t.match((await applicant.ask('PUT', `${path}/materials/premises-proof`, pdfUpload())).json(), { code: 'no-open-notice' })
  await database.transaction(async (tx) => { await expireNotice({ tx, clock } as never, await lockCase(tx, caseNo), await noticeOf(tx, `${caseNo}-N1`)) })
  t.same(await item(), { state: 'told', notice_no: `${caseNo}-N2` })
})

t.test('the same tolerance twice at once is one; told to another permit as well, it is tolerated there, too', async (t) => {
  const { applicant, caseNo, path, database } = await toldCase(t)
  const tolerate = async (): Promise<number> => (await applicant.ask('PUT', `${path}/materials/premises-proof/tolerance`)).statusCode

  t.same(await Promise.all([tolerate(), tolerate()]), [204, 204])
  await database('deficiency_item').insert({ case_no: caseNo, sub_case_no: `${caseNo}-01`, notice_no: `${caseNo}-N1`, round: 1, state: 'told', subject_kind: 'material', subject_id: 'premises-proof', reason: '未提交', how_to_mend: '提交' })
  t.equal(await tolerate(), 204)
  t.same(await database('tolerated_material').orderBy('sub_case_no').pluck('sub_case_no'), [`${caseNo}-01`, `${caseNo}-02`])
})
