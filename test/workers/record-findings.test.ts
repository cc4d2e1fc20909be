import { randomUUID } from 'node:crypto'
import t from 'tap'
import { recordStoredFile } from '../../src/database/stored-files.js'
import { keepVisitPhoto } from '../../src/database/visit-photos.js'
import proposeVisit from '../../workers/propose-visit.js'
import recordFindings from '../../workers/record-findings.js'
import recordVisitSchedule from '../../workers/record-visit-schedule.js'
import { startOfTest, withdraw } from '../support/visit-case.js'
import { findingsOf, lawfulPlan, refusalOf, scheduled, stateOf } from '../support/visit-flow.js'

t.test('a visit that found nothing wrong is recorded and can be concluded', async (t) => {
  const flow = await scheduled(t)

  const result = await flow.finish('inspect', 't1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, {}), applicantOpinion: '' })

  t.same(result, { findingsOutcome: 'concluded' })
  t.match(await stateOf(flow), { visit: 'inspected', states: ['inspecting', 'inspecting'], conclusions: [null, null], documents: ['inspection-notice', 'inspection-record'] })
  const [{ count }] = await flow.database('visit_finding').count() as [{ count: number }]
  t.equal(Number(count), 16)
})

t.test('the record lists the photos and signatures that the platform has of the visit', async (t) => {
  const flow = await scheduled(t)
  const { id: takenBy } = await flow.database('account').where({ login: 'f1' }).first<{ id: number }>('id')
  await recordStoredFile(flow.database, { hash: 'a'.repeat(64), sizeBytes: 1, mediaType: 'image/jpeg' })
  const photo = { visitNo: flow.visitNo, stage: 'inspection' as const, item: null, fileHash: 'a'.repeat(64), takenAt: startOfTest, takenBy, receivedAt: startOfTest }
  await keepVisitPhoto(flow.database, { ...photo, photoId: randomUUID(), kind: 'photo', signer: null })
  await keepVisitPhoto(flow.database, { ...photo, photoId: randomUUID(), kind: 'signature', signer: 'f1员' })

  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, {}), applicantOpinion: '' })

  const { data } = await flow.database('document').where({ kind: 'inspection-record' }).first('data')
  t.same(data.content.photos.map(({ name }: { name: string }) => name).sort(), ['f1员的签名', '现场全貌'])
  t.match(data.content.photos[0], { taken: /f1/, hash: 'a'.repeat(64) })
})

t.test('what must be rectified is told in one list with one deadline; the permit that passed waits for nobody', async (t) => {
  const flow = await scheduled(t)

  const result = await flow.finish('inspect', 'f1', recordFindings, {
    attendance: 'held', findings: await findingsOf(flow, { food: 'rectify' }), applicantOpinion: '同意'
  })

  // Food: eight working days of its limit are left on 2026-11-25; less two and one leaves five.
  t.same(result, { findingsOutcome: 'rectify', rectificationDueAt: '2026-12-02T15:59:59.999Z' })
  t.match(await stateOf(flow), {
    visit: 'rectifying',
    states: ['rectifying', 'reviewing'],
    conclusions: [null, 'passed'],
    documents: ['inspection-notice', 'inspection-record', 'rectification'],
    notifications: ['现场核查已安排', '请按整改通知书整改'],
    messages: [{ name: 'visit-concluded', key: flow.tobacco }]
  })
  const { data } = await flow.database('document').where({ kind: 'rectification' }).first('data')
  t.match(data.content, { deadline: '2026-12-02', clock_stopped: false, items: [{ permit: '食品经营许可', requirement: '按标准整改' }] })
  t.equal(data.content.items.length, 1)
})

t.test('two departments\' demands are one list, due by the earlier of their deadlines', async (t) => {
  const flow = await scheduled(t)

  const result = await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { food: 'rectify', tobacco: 'rectify' }) })

  t.match(result, { findingsOutcome: 'rectify', rectificationDueAt: '2026-12-02T15:59:59.999Z' })
  const { data } = await flow.database('document').where({ kind: 'rectification' }).first('data')
  t.equal(data.content.items.length, 2)
})

t.test('too little of the limit left for a rectification: the permit goes straight to its department', async (t) => {
  const flow = await scheduled(t)
  await flow.database('sub_case').where({ sub_case_no: flow.food }).update({ statutory_due_on: '2026-11-30' })

  const result = await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { food: 'rectify' }) })

  t.same(result, { findingsOutcome: 'concluded' })
  t.match(await stateOf(flow), { visit: 'inspected', conclusions: [null, null] })
})

t.test('of two permits only the one with time left is rectified, the other is handed over as failed with the reason', async (t) => {
  const flow = await scheduled(t)
  await flow.database('sub_case').where({ sub_case_no: flow.food }).update({ statutory_due_on: '2026-11-30' })

  const result = await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { food: 'rectify', tobacco: 'rectify' }) })

  t.match(result, { findingsOutcome: 'rectify' })
  t.match(await stateOf(flow), { states: ['reviewing', 'rectifying'], conclusions: ['failed', null] })
  t.match(await flow.database('visit_permit').where({ sub_case_no: flow.food }).first('note'), { note: /剩余办理期限不足以安排整改/ })
})

t.test('nobody there: the team is free again, the visit is arranged anew with a notice of its own', async (t) => {
  const flow = await scheduled(t)

  const result = await flow.finish('inspect', 'f1', recordFindings, { attendance: 'not-possible', findings: null, applicantOpinion: '店铺关门' })

  t.same(result, { findingsOutcome: 'not-possible' })
  t.match(await stateOf(flow), {
    visit: 'pending', booked: [], states: ['inspection-scheduled', 'inspection-scheduled'], notifications: ['现场核查已安排', '现场核查未能进行']
  })

  await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo })
  await flow.finish('confirm-visit', 'o1', recordVisitSchedule, { ...lawfulPlan, startsAt: '2026-11-26T09:00:00+08:00' })
  t.match(await stateOf(flow), { visit: 'scheduled', documents: ['inspection-notice', 'inspection-notice', 'inspection-record'] })
})

const refused: { title: string, login: string, variables: Record<string, unknown>, refusal: RegExp }[] = [
  { title: 'somebody outside the team', login: 'o1', variables: {}, refusal: /只有本次核查的核查组成员/ },
  { title: 'no attendance', login: 'f1', variables: { attendance: null }, refusal: /请选择是否完成现场核查/ },
  { title: 'an absence without a reason', login: 'f1', variables: { attendance: 'not-possible', applicantOpinion: ' ' }, refusal: /请写明原因/ },
  { title: 'no findings', login: 'f1', variables: { findings: [] }, refusal: /没有核查结果/ }
]
for (const { title, login, variables, refusal } of refused) {
  t.test(`${title} goes back to a new task and writes nothing`, async (t) => {
    const flow = await scheduled(t)
    const findings = (await findingsOf(flow, {})).map((finding) => ({ ...finding, facts: '' }))

    const answer = await refusalOf(flow.finish('inspect', login, recordFindings, { attendance: 'held', findings, applicantOpinion: '', ...variables }))

    t.match(answer, { code: 'findings-not-allowed', refusal })
    t.match(await stateOf(flow), { visit: 'scheduled', documents: ['inspection-notice'] })
  })
}

t.test('a permit withdrawn during the visit drops out, what was entered about it is ignored', async (t) => {
  const flow = await scheduled(t)
  await withdraw(flow.database, flow.tobacco)

  const result = await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { tobacco: 'rectify' }) })

  t.same(result, { findingsOutcome: 'concluded' })
  t.match(await stateOf(flow), { states: ['inspecting', 'withdrawn'], conclusions: [null, 'dropped'] })
  t.same(await flow.database('visit_finding').where({ sub_case_no: flow.tobacco }), [])
})

t.test('with every permit withdrawn the visit is dropped and the team free', async (t) => {
  const flow = await scheduled(t)
  await withdraw(flow.database, flow.food)
  await withdraw(flow.database, flow.tobacco)

  t.same(await flow.run(recordFindings, {}), { findingsOutcome: 'dropped' })
  t.match(await stateOf(flow), { visit: 'dropped', booked: [] })
})
