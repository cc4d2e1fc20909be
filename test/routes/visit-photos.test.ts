import { randomUUID } from 'node:crypto'
import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { multipart, pdf, png } from '../support/api/upload.js'
import { givenScheduled, givenVisitCase } from '../support/api/visits.js'
import { foodGroup, startOfTest, tobaccoGroup, type VisitCase } from '../support/visit-case.js'

interface Inspected extends TestApi { visit: VisitCase, inspector: SignedIn, colleague: SignedIn }

async function scheduled (t: Parameters<typeof testApi>[0]): Promise<Inspected> {
  const api = await testApi(t)
  api.clock.set(startOfTest)
  const visit = await givenVisitCase(api.database)
  await givenScheduled(api.database, visit)
  const of = async (login: string, groups: string[]): Promise<SignedIn> => await signedIn(api, { login, kind: 'staff', groups })
  return { ...api, visit, inspector: await of('f1', [foodGroup]), colleague: await of('t1', [tobaccoGroup]) }
}

const picture = (content: Buffer = png, fileName = '照片.png', type = 'image/png'): ReturnType<typeof multipart> => multipart({ name: 'file', fileName, type, content })
const otherPng = Buffer.concat([png, Buffer.from([0])])

function pathOf ({ visitNo }: VisitCase, photoId: string, more: Record<string, string> = {}): string {
  return `/visits/${visitNo}/photos/${photoId}?${new URLSearchParams({ stage: 'inspection', takenAt: '2026-11-24T09:30:00+08:00', ...more }).toString()}`
}

t.test('a photo is kept once however often it comes, and staff of the case look at it', async (t) => {
  const { database, visit, inspector, colleague } = await scheduled(t)
  const photoId = randomUUID()
  const path = pathOf(visit, photoId, { subCaseNo: visit.food, checkItem: 'food-operation-ck-01' })
  const [first, second] = await Promise.all([inspector.ask('PUT', path, picture()), inspector.ask('PUT', path, picture())])
  t.equal(first.statusCode, 200, first.body)
  t.equal(second.statusCode, 200, second.body)
  t.match((await inspector.ask('PUT', path, picture(otherPng))).json(), { code: 'visit-photo-conflict' })
  t.equal((await colleague.ask('PUT', pathOf(visit, randomUUID(), { signer: 't1员' }), picture())).statusCode, 200)
  t.equal((await database('audit_log').where({ action: 'keep-visit-photo' })).length, 2)

  const { visits: [shown] } = (await colleague.ask('GET', `/cases/${visit.caseNo}/visits`)).json()
  t.match(shown.team.map(({ login }: { login: string }) => login), ['f1', 'f2', 't1', 't2'])
  t.match(shown.photos.find(({ kind }: { kind: string }) => kind === 'photo'), { subCaseNo: visit.food, checkItem: 'food-operation-ck-01', name: /^食品经营许可：/, signer: null, takenAt: '2026-11-24T01:30:00.000Z' })
  t.match(shown.photos.find(({ kind }: { kind: string }) => kind === 'signature'), { name: 't1员的签名', signer: 't1员', subCaseNo: null })
  const opened = await colleague.ask('GET', `/visits/${visit.visitNo}/photos/${photoId}`)
  t.same(opened.rawPayload, png)
  t.match(opened.headers, { 'content-type': 'image/png', 'content-disposition': /^attachment/ })
})

t.test('a photo comes late: the visit was recorded, or could not take place and its team was let go', async (t) => {
  const { database, visit, inspector } = await scheduled(t)
  await database('visit').where({ visit_no: visit.visitNo }).update({ state: 'concluded' })
  t.equal((await inspector.ask('PUT', pathOf(visit, randomUUID()), picture())).statusCode, 200)
  await database('inspector_booking').delete()
  await database('visit').where({ visit_no: visit.visitNo }).update({ state: 'pending', slot: null })
  t.equal((await inspector.ask('PUT', pathOf(visit, randomUUID()), picture())).statusCode, 200)
})

t.test('who has left the inspectors, an item of no permit and a time at which nothing was taken are refused with their reason', async (t) => {
  const { database, visit, inspector, clock } = await scheduled(t)
  const sent = async (more: Record<string, string>) => (await inspector.ask('PUT', pathOf(visit, randomUUID(), more), picture())).json().code
  const after = (hours: number): string => new Date(clock.now().getTime() + hours * 3_600_000).toISOString()

  t.equal(await sent({ subCaseNo: visit.food, checkItem: 'nobody-knows' }), 'check-item-unknown')
  for (const takenAt of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', after(25), after(-367 * 24)]) t.equal(await sent({ takenAt }), 'visit-photo-time-wrong', takenAt)
  for (const takenAt of [after(23), after(-365 * 24)]) t.equal(await sent({ takenAt }), undefined, takenAt)
  await database('account_group').where({ account_id: inspector.accountId }).update({ group_name: 'market-regulation.reviewer@410202' })
  t.equal(await sent({}), 'no-longer-inspector')
})

t.test('nobody else adds to a visit or looks at it, and a file is what it says', async (t) => {
  const api = await scheduled(t)
  const { visit, inspector } = api
  const photoId = randomUUID()
  await inspector.ask('PUT', pathOf(visit, photoId), picture())
  const of = async (login: string, groups: string[]): Promise<SignedIn> => await signedIn(api, { login, kind: 'staff', groups })
  const outsider = await of('f3', [foodGroup])
  t.match((await outsider.ask('PUT', pathOf(visit, randomUUID()), picture())).json(), { code: 'visit-not-found' }, 'not of the team')
  const elsewhere = await of('far', ['market-regulation.inspector@410203'])
  for (const path of [`/visits/${visit.visitNo}/photos/${photoId}`, `/cases/${visit.caseNo}/visits`]) t.equal((await elsewhere.ask('GET', path)).statusCode, 404, path)
  const applicant = await signedIn(api, { login: 'applicant1', kind: 'applicant' })
  t.equal((await applicant.ask('GET', `/visits/${visit.visitNo}/photos/${photoId}`)).statusCode, 403)

  t.match((await inspector.ask('PUT', pathOf(visit, randomUUID()), picture(pdf, '照片.pdf', 'application/pdf'))).json(), { code: 'file-type-not-allowed' })
  t.match((await inspector.ask('PUT', pathOf(visit, randomUUID()), picture(Buffer.from('<svg/>'), '照片.png'))).json(), { code: 'file-type-mismatch' })
  t.match((await inspector.ask('PUT', pathOf(visit, randomUUID()), picture(Buffer.concat([png, Buffer.alloc(300_000)])))).json(), { code: 'file-too-large' })
  t.equal((await inspector.ask('PUT', pathOf(visit, 'no-uuid'), picture())).statusCode, 400)
  t.equal((await inspector.ask('PUT', pathOf(visit, randomUUID(), { subCaseNo: '41020220261123000199', checkItem: 'x' }), picture())).statusCode, 404)
})

t.test('what was taken by mistake is taken down by who took it, while there is no record; sent again it stays away', async (t) => {
  const { database, visit, inspector, colleague } = await scheduled(t)
  const photoId = randomUUID()
  await inspector.ask('PUT', pathOf(visit, photoId), picture())
  const path = `/visits/${visit.visitNo}/photos/${photoId}`
  t.match((await colleague.ask('DELETE', path)).json(), { code: 'visit-photo-not-found' })
  t.equal((await inspector.ask('DELETE', path)).statusCode, 204)
  t.equal((await inspector.ask('DELETE', path)).statusCode, 204)
  t.equal((await inspector.ask('PUT', pathOf(visit, photoId), picture())).statusCode, 200)
  t.equal((await inspector.ask('GET', path)).statusCode, 404)
  const kept = randomUUID()
  await inspector.ask('PUT', pathOf(visit, kept), picture())
  await database('visit').where({ visit_no: visit.visitNo }).update({ state: 'inspected' })
  t.match((await inspector.ask('DELETE', `/visits/${visit.visitNo}/photos/${kept}`)).json(), { code: 'visit-photo-not-found' })
})

t.test('photos of a rectification are opened by staff of the case and by who reported it', async (t) => {
  const api = await scheduled(t)
  const { database, visit, colleague } = api
  const applicant = await signedIn(api, { login: 'applicant1', kind: 'applicant' })
  await database('visit').where({ visit_no: visit.visitNo }).update({ state: 'rectifying', rectification_due_at: '2026-12-02T23:59:59+08:00' })
  const reported = await applicant.ask('POST', `/cases/${visit.caseNo}/rectification`, multipart({ name: 'done', content: '已装防蝇帘' }, { name: 'photos', fileName: '防蝇帘.png', type: 'image/png', content: png }))
  t.equal(reported.statusCode, 201, reported.body)
  const { visits: [shown] } = (await colleague.ask('GET', `/cases/${visit.caseNo}/visits`)).json()
  t.match(shown.rectification, { statement: '已装防蝇帘', photos: [{ name: '防蝇帘.png' }] })
  const path = shown.rectification.photos[0].href.replace('/api/v1', '')
  for (const person of [colleague, applicant]) t.same((await person.ask('GET', path)).rawPayload, png)
  t.equal((await colleague.ask('GET', path.replace(/1$/, '2'))).statusCode, 404)
  const stranger = await signedIn(api, { login: 'other', kind: 'applicant' })
  t.equal((await stranger.ask('GET', path)).statusCode, 404)
})
