import t, { type Test } from 'tap'
import { issueAcceptance } from '../../src/cases/acceptance.js'
import { tellDueSteps } from '../../src/cases/watch/tell-steps.js'
import { checkTaskCompletion } from '../../src/cases/task-rules.js'
import { addMaterialVersion, markMaterialsMissing } from '../../src/database/case-materials.js'
import { lockCase } from '../../src/database/cases.js'
import { nextDay } from '../../src/domain/civil-days.js'
import { releaseOf } from '../../src/database/releases.js'
import { watchTimesOf } from '../../src/domain/watch/watch-times.js'
import { instantAtHour } from '../../src/domain/time.js'
import { acceptedShop, type AcceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenDraft, givenRelease } from '../support/api/shop.js'
import { givenTask } from '../support/api/tasks.js'
import { testApi } from '../support/api/test-app.js'
import { pdfUpload } from '../support/api/upload.js'

const missing = 'food-flow-layout'
interface Tolerated extends AcceptedShop { path: string, dueOn: string, atNine (day: string): void, view (): Promise<{ id: string, dueOn: string | null, isHandedIn: boolean, isExtended: boolean }[]> }

/** The shop's food permit, accepted without its layout: promised in five working days, so that the layout is due in four. */
async function acceptedWithout (t: Test): Promise<Tolerated> {
  const shop = await acceptedShop(t, ['food-operation'], { draft: { tolerated: [missing] } })
  const { api, applicant, caseNo } = shop
  const view: Tolerated['view'] = async () => (await applicant.ask('GET', `/cases/${caseNo}`)).json<{ toleratedMaterials: Awaited<ReturnType<Tolerated['view']>> }>().toleratedMaterials
  const [shown] = await view()
  return { ...shop, path: `/cases/${caseNo}/tolerated-materials/${missing}`, dueOn: shown!.dueOn!, view, atNine: (day) => { api.clock.set(instantAtHour(day, 9)) } }
}

/** How the food permit's reviewer fares with an opinion: `allowed`, or why not. */
async function foodReview ({ api, caseNo }: AcceptedShop): Promise<(variables: Record<string, unknown>) => Promise<unknown>> {
  const groups = ['market-regulation.reviewer@410202']
  const { accountId } = await signedIn(api, { login: 'reviewer', kind: 'staff', groups })
  await api.database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).update({ needs_visit: false })
  return async (variables) => await api.database.transaction(async (tx) => {
    const actor = { accountId, login: 'reviewer', displayName: 'reviewer', groups }
    await checkTaskCompletion(tx, { elementId: 'review', caseNo, subCaseNo: `${caseNo}-01`, now: api.clock.now() }, variables, actor as never)
  }).then(() => 'allowed', (error: { details?: { reason: string } }) => error.details?.reason)
}

/** An open notice that tells one permit of the case about a material. */
async function givenTold ({ api: { database }, caseNo }: AcceptedShop, ordinal: string, materialId: string): Promise<void> {
  const noticeNo = `${caseNo}-N1`
  await database('supplement_notice').insert({ notice_no: noticeNo, case_no: caseNo, round: 1, state: 'open', due_at: '2026-12-14T23:59:59+08:00', issued_at: '2026-11-23T10:00:00+08:00' })
  await database('deficiency_item').insert({
    case_no: caseNo, sub_case_no: `${caseNo}-${ordinal}`, notice_no: noticeNo, round: 1, state: 'told', subject_kind: 'material', subject_id: materialId, reason: '不清', how_to_mend: '重交'
  })
}

async function lookAtCase ({ api: { database, clock }, caseNo }: AcceptedShop): Promise<void> {
  await database.transaction(async (tx) => {
    const caseFile = await lockCase(tx, caseNo)
    const industry = await releaseOf(tx, caseFile.release_id)
    await tellDueSteps(tx, caseFile, watchTimesOf(industry.decisions['time-limit-steps']), clock.now())
  })
}

t.test('accepted without it, with a letter that names the deadline; handed in, replaced until the deadline, every version kept', async (t) => {
  const { api: { database }, applicant, caseNo, path, dueOn, view } = await acceptedWithout(t)
  t.match(await view(), [{ id: missing, isHandedIn: false, isExtended: false }])
  t.match(await database('document').where({ kind: 'tolerance-letter' }).select('data'), [{ data: { content: { missing: [{ permit: '食品经营许可', due: dueOn }] } } }])
  const { promised_due_on: promised } = await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).first<{ promised_due_on: string }>('promised_due_on')
  t.ok(dueOn < promised, 'before the decision')

  const first = await applicant.ask('PUT', path, pdfUpload('布局图.pdf'))
  t.match([first.statusCode, first.json()], [200, { id: missing, version: 1 }])
  t.match(await applicant.ask('PUT', path, pdfUpload('新布局图.pdf')).then((answer) => answer.json()), { version: 2 })

  t.match(await view(), [{ isHandedIn: true }])
  t.equal(await database('case_material_version').where({ case_no: caseNo, material_id: missing }).then((rows) => rows.length), 2)
})

t.test('nothing is granted while it may come; then the department decides, and says why it grants without it', async (t) => {
  const shop = await acceptedWithout(t)
  const { dueOn, atNine } = shop
  const review = await foodReview(shop)

  atNine(dueOn)
  t.match(await review({ opinion: 'grant', reasons: '' }), `${dueOn} 前补交`)
  t.equal(await review({ opinion: 'refuse', reasons: '现场条件不符' }), 'allowed', 'other grounds stand')
  atNine(nextDay(dueOn))
  t.match(await review({ opinion: 'grant', reasons: '' }), '期满未补交')
  t.equal(await review({ opinion: 'grant', reasons: '布局已在现场核对' }), 'allowed')
})

t.test('reminded, extended once with the promise in view, told when it lapses; what comes late is taken all the same', async (t) => {
  const shop = await acceptedWithout(t)
  const { api: { database }, applicant, caseNo, path, dueOn, view, atNine } = shop
  await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).update({ promised_due_on: '2026-12-31', statutory_due_on: '2026-12-31' })
  atNine(dueOn)
  await lookAtCase(shop)
  t.same(await database('notification').where({ title: '容缺材料补交期限将到' }).pluck('account_id'), [applicant.accountId])

  const extended = await applicant.ask('POST', `${path}/extension`, { payload: { reason: '图纸公司月底交图' } })
  t.equal(extended.statusCode, 201, extended.body)
  t.ok(extended.json<{ dueOn: string }>().dueOn > dueOn)
  t.match(await view(), [{ dueOn: extended.json<{ dueOn: string }>().dueOn, isExtended: true }])
  const again = await applicant.ask('POST', `${path}/extension`, { payload: { reason: '再等等' } })
  t.match([again.statusCode, again.json()], [409, { code: 'tolerance-not-extendable', details: { reason: '补交期限只能延长一次' } }])
  await t.rejects(database('tolerated_material').where({ material_id: missing }).update({ extended_due_on: '2027-01-31' }), /set once/)

  atNine(nextDay(extended.json<{ dueOn: string }>().dueOn))
  await lookAtCase(shop)
  await lookAtCase(shop)
  t.equal((await database('notification').where({ title: '容缺材料期满未补交', account_id: applicant.accountId })).length, 1)
  t.equal((await applicant.ask('PUT', path, pdfUpload('布局图.pdf'))).statusCode, 200)
  t.equal((await applicant.ask('PUT', path, pdfUpload('又一张.pdf'))).statusCode, 409, 'replaced only until the deadline')
})

t.test('no extension where the decision leaves no room or it is too late, nothing for what is decided or not awaited', async (t) => {
  const { api: { database, clock }, applicant, caseNo, path, dueOn, atNine } = await acceptedWithout(t)
  const extend = async (): Promise<unknown> => (await applicant.ask('POST', `${path}/extension`, { payload: { reason: '来不及' } })).json()

  t.match(await extend(), { code: 'tolerance-not-extendable', details: { reason: '延长后来不及在办理期限内决定' } })
  atNine(nextDay(dueOn))
  t.match(await extend(), { code: 'tolerance-not-extendable', details: { reason: /已过；决定作出之前仍可补交/ } })
  t.match(await applicant.ask('PUT', `/cases/${caseNo}/tolerated-materials/premises-proof`, pdfUpload()).then((answer) => answer.json()), { code: 'no-tolerated-material' })
  await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).update({ outcome: 'withdrawn', ended_at: clock.now() })
  t.match([(await applicant.ask('PUT', path, pdfUpload())).statusCode, await extend()], [409, { code: 'no-tolerated-material' }])
  t.match((await applicant.ask('GET', `/cases/${caseNo}`)).json(), { toleratedMaterials: [] }, 'nor shown as awaited')
})

t.test('what came before the acceptance is judged with it: replaced by the applicant until then, never what another organ shared', async (t) => {
  const shop = await acceptedShop(t, [], { draft: { tolerated: [missing, 'premises-proof'] } })
  const { api: { database, clock }, applicant, caseNo, within } = shop
  const handIn = async (id: string): Promise<number> => (await applicant.ask('PUT', `/cases/${caseNo}/tolerated-materials/${id}`, pdfUpload())).statusCode
  await within(async ({ tx }) => { await addMaterialVersion(tx, caseNo, 'premises-proof', 'shared', { origin: 'shared', content: {}, handedInAt: clock.now() }) })

  t.same([await handIn(missing), await handIn(missing), await handIn('premises-proof')], [200, 200, 409])
  await within(async (context) => await issueAcceptance(context, `${caseNo}-01`))
  t.equal((await database('document').where({ kind: 'tolerance-letter' })).length, 0)
  t.equal(await handIn(missing), 409, 'accepted with it')
  t.match(await database('case_material').where({ case_no: caseNo, material_id: 'premises-proof' }), [{ state: 'shared' }])
})

t.test('what the open notice asks for is handed in there, not here', async (t) => {
  const shop = await acceptedShop(t, [], { draft: { tolerated: [missing] } })
  const { applicant, caseNo, within } = shop
  const path = `/cases/${caseNo}/tolerated-materials/${missing}`
  t.equal((await applicant.ask('PUT', path, pdfUpload())).statusCode, 200)
  await givenTold(shop, '01', missing)
  await within(async ({ tx }) => { await markMaterialsMissing(tx, caseNo, [missing]) })

  const refused = await applicant.ask('PUT', path, pdfUpload('清晰.pdf'))
  t.match([refused.statusCode, refused.json()], [409, { code: 'no-tolerated-material', details: { reason: /请按补正通知书补正/ } }])
  t.equal((await applicant.ask('PUT', `/cases/${caseNo}/supplement/materials/${missing}`, pdfUpload('清晰.pdf'))).statusCode, 200)
  t.equal((await applicant.ask('POST', `/cases/${caseNo}/supplement/submit`)).statusCode, 204)
})

t.test('what another permit\'s notice asks for again is not there; what comes by that notice shows in the task of the permit that tolerates it', async (t) => {
  const shop = await acceptedShop(t, ['food-operation'], { draft: { tolerated: ['premises-proof'] } })
  const { api: { database }, applicant, caseNo, within } = shop
  const review = await foodReview(shop)
  const shown = async (): Promise<unknown[]> => (await applicant.ask('GET', `/cases/${caseNo}`)).json<{ toleratedMaterials: { isHandedIn: boolean }[] }>().toleratedMaterials.map(({ isHandedIn }) => isHandedIn)
  t.equal((await applicant.ask('PUT', `/cases/${caseNo}/tolerated-materials/premises-proof`, pdfUpload())).statusCode, 200)
  t.same(await shown(), [true, true])

  await givenTold(shop, '03', 'premises-proof')
  await within(async ({ tx }) => { await markMaterialsMissing(tx, caseNo, ['premises-proof']) })
  t.same(await shown(), [false, false])
  t.match(await review({ opinion: 'grant', reasons: '' }), '前补交')

  await givenTask(database, { key: '55', elementId: 'review', subCaseNo: `${caseNo}-01`, groups: [], view: { taskView: { options: [], materials: [], earlier: [{ label: '容缺材料', value: '待补交' }] } } })
  t.equal((await applicant.ask('PUT', `/cases/${caseNo}/supplement/materials/premises-proof`, pdfUpload())).statusCode, 200)
  t.match(await database('task_view').select('view'), [{ view: { taskView: { earlier: [{ label: '容缺材料', value: /已补交/ }] } } }])
})

t.test('main materials can\'t follow, in the draft and at submission; nor what nobody asks for', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const id = await givenDraft(applicant)
  const save = async (tolerated: string[]) => await applicant.ask('PUT', `/applications/${id}`, { payload: { ...(await draftOf(applicant, id)), tolerated } })

  t.match((await save(['food-safety-manager'])).json(), { code: 'tolerance-not-allowed', details: { problems: [{ material: 'food-safety-manager', problem: /不是可以容缺/ }] } })
  t.match((await save(['no-such'])).json(), { code: 'tolerance-not-allowed' })
  t.equal((await save(['drain-drawing'])).statusCode, 422)
  t.equal((await save([missing])).statusCode, 200)
  t.match(await draftOf(applicant, id), { tolerated: [missing] })
})

async function draftOf (applicant: SignedIn, id: string): Promise<Record<string, unknown>> {
  const { answers, permits, commitments, form, tolerated } = (await applicant.ask('GET', `/applications/${id}`)).json<Record<string, unknown>>()
  return { answers, permits, commitments, form, tolerated }
}
