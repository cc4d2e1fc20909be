import type { Test } from 'tap'
import { issueAcceptance } from '../../../src/cases/acceptance.js'
import { subCaseDocument } from '../../../src/cases/decision-documents.js'
import { importCalendars } from '../../../src/cases/publication/calendars.js'
import { addMaterialVersion } from '../../../src/database/case-materials.js'
import { markRendered } from '../../../src/database/documents.js'
import { switchChannels } from '../../../src/database/notification-deliveries.js'
import { recordStoredFile } from '../../../src/database/stored-files.js'
import { subCaseOf } from '../../../src/database/sub-cases.js'
import { issueDocument } from '../../../src/documents/issue-document.js'
import type { WorkerContext } from '../../../src/engine/define-worker.js'
import { givenBar } from '../api/bars.js'
import { givenEdition } from '../api/edition.js'
import { licensed, verifyCode } from '../api/licensed.js'
import { signedIn } from '../api/people.js'
import { givenDraft, shopForm } from '../api/shop.js'
import { givenSteps } from '../api/steps.js'
import { givenTask } from '../api/tasks.js'
import type { TestApi } from '../api/test-app.js'
import { givenScheduled, givenVisitTask } from '../api/visits.js'
import { png } from '../api/upload.js'
import { clerkOf, givenInPerson, pickedUpDraft, windowGroup } from '../api/window.js'
import { catalogueDir, storeDraft } from '../catalogue.js'
import { givenApplicant, tell } from '../notifications/messages.js'
import { insertTeams, insertVisitCase, organiserGroup, startOfTest, type VisitCase } from '../visit-case.js'
import { preReviewView, tobaccoReviewers, twoPages } from './desk.js'
import { testSite, type Site } from './site.js'
import { inspector } from './visits.js'

type Person = Parameters<typeof import('./site.js').signInAt>[2]

export interface BusySite {
  api: TestApi
  site: Site
  /** Every page's address, with who opens it; without a person: anybody. */
  pages: { person?: Person, paths: string[] }[]
}

const shopkeeper = { login: 'shopkeeper', kind: 'applicant', displayName: '张三' } as const
const staff = {
  login: 'staff', kind: 'staff', displayName: '周敏', groups: [tobaccoReviewers, 'market-regulation.approver@410202', 'press-film.approver@410202', 'supervisor', 'ops', windowGroup, organiserGroup]
} as const
const supervision = ['', '/permits', '/waiting', '/incidents', '/notifications', '/licences', '/time-limits', '/open-facts', '/coverage', '/catalogue'].map((part) => `/supervise${part}`)

/** A city at work, on 2026-11-24: every page of the platform has something to show. */
export async function busySite (t: Test): Promise<BusySite> {
  const api = await licensed(t)
  const { database, applicant, caseNo } = api
  await database('catalogue_release').update({ forms: JSON.stringify((await storeDraft()).forms) })
  await importCalendars(database, catalogueDir)
  await givenEdition(database, { validUntil: '2027-12-31' })
  await givenSubCases(api, caseNo)
  await givenStopped(api)
  const { waiting, checklist } = await givenVisits(api)
  await database('account').where({ login: shopkeeper.login }).update({ id_number: '410202199001010018', phone: '13800000001', email: 'zhangsan@example.com' })
  const draft = await givenDraft(applicant)
  await givenBar(database, caseNo)
  const atWindow = await givenWindow(api, caseNo)
  const { verify_code: documentCode } = await database('document').where({ kind: 'receipt' }).first<{ verify_code: string }>('verify_code')
  const open = [
    '/', '/industries/convenience-store', '/notices', '/decisions', '/catalogue', '/login', '/login/forgotten', '/login/reset#of-a-mail', '/register', '/nowhere',
    '/plain', '/plain/industries/convenience-store', '/progress', '/verify', `/verify/${verifyCode}`, `/verify/documents/${documentCode}`
  ]
  const ofApplicant = ['/cases', `/cases/${caseNo}`, '/licences', '/licences/ZH4102022026000001', '/account', '/window-code', '/industries/convenience-store/apply',
    ...['questions', 'permits', 'form', 'materials', 'review'].map((step) => `/applications/${draft}?step=${step}`)]
  const ofDesk = ['/desk', '/desk/tasks/100', `/desk/cases/${caseNo}`, '/desk/visits?week=2026-11-23', `/desk/visits/${waiting.visitNo}`, '/desk/window', '/desk/window/hand-overs', '/desk/commitment-bars',
    `/desk/window/applications/${atWindow.draft}`, `/desk/window/cases/${atWindow.caseNo}`]
  const pages = [{ paths: open }, { person: shopkeeper, paths: ofApplicant }, { person: staff, paths: ofDesk }, { person: staff, paths: supervision }, { person: inspector, paths: [`/desk/tasks/${checklist}/checklist`] }]
  return { api, site: await testSite(t, api.app), pages }
}

/** Of the shop's permits one is granted, one under public notice, one to be judged first, one to be handed over. */
async function givenSubCases ({ database, clock, files }: TestApi, caseNo: string): Promise<void> {
  const ofCase = database('sub_case').where({ case_no: caseNo })
  await ofCase.clone().update({ state: 'received', received_at: clock.now() })
  await database.transaction(async (tx) => { for (const ordinal of [1, 2]) await issueAcceptance({ tx, clock } as unknown as WorkerContext, `${caseNo}-0${ordinal}`) })
  clock.set(startOfTest)
  await ofCase.clone().where({ permit: 'food-operation' }).update({ outcome: 'granted', state: 'granted', decided_at: clock.now() })
  await database('decision').insert({ sub_case_no: `${caseNo}-01`, decision: 'granted', manner: 'ordinary', reviewed_by: 'a', decided_by: 'b', decided_at: clock.now(), reasons: '符合条件' })
  await database('clock_event').insert({ sub_case_no: `${caseNo}-01`, ordinal: 9, type: 'decided', at: clock.now() })
  await database.transaction(async (tx) => {
    const content = { facts: '符合条件', basis: '食品安全法第三十五条', cert_no: [{ name: '食品经营许可证', number: 'JY14102020000011', validity: '至2031年11月22日' }] }
    const { documentNo } = await issueDocument(tx, { ...subCaseDocument(await subCaseOf(tx, `${caseNo}-01`)), kind: 'grant', purposeKey: `grant:${caseNo}-01`, issuedAt: clock.now(), data: content })
    await tx('stored_file').insert({ hash: 'a'.repeat(64), size_bytes: 1, media_type: 'application/pdf' }).onConflict('hash').ignore()
    await markRendered(tx, documentNo, { hash: 'a'.repeat(64), sm3: 'b'.repeat(64), renderedAt: clock.now() })
  })
  await database('special_procedure').insert({
    procedure_no: `${caseNo}-02-public-notice`, case_no: caseNo, sub_case_no: `${caseNo}-02`, kind: 'public-notice', state: 'arranged', begins_on: '2026-11-24', ends_on: '2026-12-03', arrangement: '拟设烟草制品零售点'
  })
  for (const [material, content, mediaType, fileName] of [['premises-proof', await twoPages(), 'application/pdf', '场所证明.pdf'], ['id-card-legal-rep', png, 'image/png', '证件.png']] as const) {
    const { hash } = await files.put(content)
    await recordStoredFile(database, { hash, sizeBytes: content.length, mediaType })
    await addMaterialVersion(database, caseNo, material, 'handed-in', { origin: 'uploaded', fileHash: hash, fileName, handedInAt: clock.now() })
  }
  await givenSteps(database, caseNo, [{ elementId: 'receipt', end: 'ELEMENT_COMPLETED' }, { elementId: 'food-operation' }], clock.now())
  const dueAt = new Date(clock.now().getTime() + 26 * 3_600_000).toISOString()
  await givenTask(database, { key: '100', elementId: 'pre-review', subCaseNo: `${caseNo}-02`, groups: [tobaccoReviewers], dueAt, view: { ...preReviewView(caseNo) } })
}

/** What an operator looks for: a flow that stopped, a record that wasn't understood, a notification that didn't arrive. */
async function givenStopped ({ database }: TestApi): Promise<void> {
  const { process_instance_key: instance, epoch } = await database('user_task').first<{ process_instance_key: string, epoch: number }>('process_instance_key', 'epoch')
  await database('incident').insert({ epoch, incident_key: '55', job_key: '44', process_instance_key: instance, process_id: 'permit-handling', element_id: 'accept-permit', error_type: 'JOB_NO_RETRIES', error_message: 'connect ECONNREFUSED 10.0.0.5:5432', created_at: startOfTest })
  await database('job_effect').insert({ epoch, job_key: '43', job_type: 'accept-permit', process_instance_key: instance })
  await database('dead_letter').insert({ reason: '认不出的记录', record: '{"valueType":"MARTIAN"}' })
  await switchChannels(database, ['email'])
  await tell(database, await givenApplicant(database, ['email'], { email: 'wang@example.com' }, 90))
  await database('notification_delivery').update({ state: 'failed', attempts: 3, next_attempt_at: null, last_error: '550 <w***@example.com> unknown', failed_at: startOfTest })
}

/** A week with two visits, leave, and two that wait; the inspector has one of them to check. */
async function givenVisits ({ app, database, clock }: TestApi): Promise<{ waiting: VisitCase, checklist: string }> {
  await insertTeams(database)
  for (const [login, name] of Object.entries({ f1: '冯核查', f2: '陈立新', t1: '唐晓东', t2: '田野', o1: '欧组织' })) await database('account').where({ login }).update({ display_name: name })
  const visits: VisitCase[] = []
  for (const [index, name] of ['龙亭区百味鲜便利店', '开封市汴京好邻居便利店', '东大街平价超市', '宋都御街二十四小时便利店'].entries()) {
    const visit = await insertVisitCase(database, 9000 + index)
    await database('case_file').where({ case_no: visit.caseNo }).update({ holder_name: name })
    visits.push(visit)
  }
  const [first, second, waiting, last] = visits as [VisitCase, VisitCase, VisitCase, VisitCase]
  await givenScheduled(database, first)
  await givenScheduled(database, second, new Date('2026-11-26T14:30:00+08:00'))
  const checklist = '201'
  await givenVisitTask(database, first, { key: checklist, elementId: 'inspect', now: startOfTest, assignee: inspector.login })
  for (const [key, visit] of [['202', waiting], ['203', last]] as const) await givenVisitTask(database, visit, { key, elementId: 'confirm-visit', now: startOfTest })
  const organiser = await signedIn({ app, database, clock }, { login: 'o1', kind: 'staff', displayName: '欧组织', groups: [organiserGroup] })
  const leave = { login: 't1', from: '2026-11-27T00:00:00+08:00', until: '2026-11-28T12:00:00+08:00' }
  const response = await organiser.ask('POST', '/inspector-absences', { payload: leave })
  if (response.statusCode !== 201) throw new Error(response.body)
  return { waiting, checklist }
}

/** A case and a draft that the window took in, and permits that are ready to be picked up. */
async function givenWindow (api: TestApi, caseNo: string): Promise<{ caseNo: string, draft: string }> {
  const clerk = await clerkOf(api)
  const handedIn = await givenInPerson(clerk)
  const form = { ...pickedUpDraft.form, usci: '91410202MA4000002U', entity_name: '开封市东大街平安便利店', premises_address: '东大街9号' }
  await clerk.ask('PUT', `/applications/${handedIn}`, { payload: { ...pickedUpDraft, form } })
  const submitted = await clerk.ask('POST', `/applications/${handedIn}/submit`, { headers: { 'idempotency-key': `application-${handedIn}` } })
  if (submitted.statusCode !== 201) throw new Error(submitted.body)
  const begun = await clerk.ask('POST', '/window/applications', {
    payload: { industry: 'convenience-store', region: '410202', applicant: (await api.database('account').whereNull('login').first<{ reference: string }>('reference')).reference, usci: shopForm.usci, agent: null, identitySeen: true }
  })
  for (const [index, key] of ['7001', '7003'].entries()) await givenTask(api.database, { key, elementId: 'hand-over', subCaseNo: `${caseNo}-0${2 * index + 1}`, groups: [windowGroup] })
  await api.database('user_task').update({ created_at: api.clock.now() })
  return { caseNo: submitted.json<{ caseNo: string }>().caseNo, draft: begun.json<{ id: string }>().id }
}
