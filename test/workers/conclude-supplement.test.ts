import type { Knex } from 'knex'
import t from 'tap'
import type { Test } from 'tap'
import { taskDeadline } from '../../src/cases/task-view/task-deadline.js'
import { issueNotice } from '../../src/cases/supplement-notice.js'
import { loadPermitContext } from '../../src/cases/permit-context.js'
import { caseOf } from '../../src/database/cases.js'
import { noticeOf } from '../../src/database/notices.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import concludeSupplement from '../../workers/conclude-supplement.js'
import { testDatabase } from '../support/database.js'
import { insertVisitCase, type VisitCase } from '../support/visit-case.js'

const dueAt = new Date('2026-12-14T23:59:59.999+08:00')
const instanceKey = '2251799813685400'

interface Told extends VisitCase { database: Knex, noticeNo: string }

/** Two permits that were told to mend one material each, the food one's handed in. */
async function told (t: Test): Promise<Told> {
  const database = await testDatabase(t)
  const visitCase = await insertVisitCase(database)
  const { caseNo, food, tobacco, visitNo } = visitCase
  const noticeNo = `${caseNo}-N1`
  await database('visit_permit').where({ visit_no: visitNo }).delete()
  await database('visit').where({ visit_no: visitNo }).delete()
  await database('sub_case').where({ case_no: caseNo }).update({ state: 'supplement-required', accepted_at: null, verdict: 'deficient', review_round: 1 })
  await database('supplement_notice').insert({ notice_no: noticeNo, case_no: caseNo, round: 1, state: 'open', due_at: dueAt, issued_at: new Date('2026-11-23T12:00:00+08:00') })
  await database('deficiency_item').insert([[food, 'food-flow-layout', 'answered'], [tobacco, 'premises-proof', 'told']].map(([subCaseNo, id, state]) => ({
    case_no: caseNo, sub_case_no: subCaseNo, notice_no: noticeNo, round: 1, subject_kind: 'material', subject_id: id, reason: '不清', how_to_mend: '重交', state
  })))
  await database('case_material').insert([
    { case_no: caseNo, material_id: 'food-flow-layout', state: 'handed-in', current_version: 2 }, { case_no: caseNo, material_id: 'premises-proof', state: 'missing', current_version: 1 }
  ])
  await database('case_material_version').insert({ case_no: caseNo, material_id: 'premises-proof', version: 1, origin: 'uploaded', file_name: 'a.pdf' })
  await database('engine_instance').insert({ epoch: 1, process_instance_key: instanceKey, process_id: 'one-notice', case_no: caseNo, notice_no: noticeNo })
  return { ...visitCase, database, noticeNo }
}

function contextAt (tx: Knex.Transaction, now: Date): WorkerContext {
  const job = { key: '1', type: 'conclude-supplement', elementId: 'conclude-supplement', elementInstanceKey: '2', processInstanceKey: instanceKey, processId: 'one-notice', headers: {} }
  return { tx, epoch: 1, job, clock: { now: () => now }, publicUrl: 'http://localhost' }
}

async function conclude ({ database }: Told, now: Date): Promise<unknown> {
  return await database.transaction(async (tx) => await concludeSupplement.handle({}, contextAt(tx, now)))
}

async function statesOf ({ database, caseNo }: Told): Promise<unknown> {
  return await database('sub_case').where({ case_no: caseNo }).orderBy('ordinal').pluck('state')
}

t.test('before its deadline a notice goes on waiting', async (t) => {
  const notice = await told(t)

  t.same(await conclude(notice, new Date(dueAt.getTime() - 3_600_000)), { supplementOutcome: 'waiting', supplementDueAt: dueAt.toISOString() })

  t.same(await statesOf(notice), ['supplement-required', 'supplement-required'])
})

t.test('at the deadline only the permit of which something was left out ends; the one that was mended goes on', async (t) => {
  const notice = await told(t)
  const { database, caseNo, food, tobacco } = notice

  t.same(await conclude(notice, dueAt), { supplementOutcome: 'expired' })

  t.same(await statesOf(notice), ['received', 'terminated'])
  t.same(await database('deficiency_item').orderBy('id').pluck('state'), ['answered', 'expired'])
  t.same(await database('case_material').where({ case_no: caseNo }).orderBy('material_id').pluck('state'), ['handed-in', 'handed-in'], 'the others judged what was there')
  t.same(await database('outbox').where({ case_no: caseNo }).whereLike('dedupe_key', 'permit-supplemented%').orderBy('id').select(database.raw("payload ->> 'correlationKey' AS key")), [{ key: tobacco }, { key: food }])
  const termination = await database('document').where({ kind: 'termination' }).first('data')
  t.match(termination.data, { content: { items: [{ sub_case_no: tobacco }] } })
  t.equal(termination.data.content.items.length, 1)
})

t.test('at the deadline a notice of which nothing was left out counts as submitted', async (t) => {
  const notice = await told(t)
  const { database, noticeNo } = notice
  await database('deficiency_item').update({ state: 'answered' })

  t.same(await conclude(notice, dueAt), { supplementOutcome: 'submitted' })

  t.same(await statesOf(notice), ['received', 'received'])
  t.equal((await noticeOf(database, noticeNo)).state, 'submitted')
  t.same(await database('document').where({ kind: 'termination' }), [])
})

t.test('what was handed in later has a limit of its own', async (t) => {
  const notice = await told(t)
  const { database, food } = notice
  await database('deficiency_item').update({ state: 'answered' })
  await conclude(notice, dueAt)

  const { dueAt: taskDueAt } = await taskDeadline(database, await loadPermitContext(database, food), 'pre-review')

  t.equal(taskDueAt?.toISOString(), '2026-12-17T15:59:59.999Z', 'three working days after the supplement, not after the receipt')
})

t.test('a second instance of a notice leaves it as it is', async (t) => {
  const notice = await told(t)
  const { database, caseNo, noticeNo } = notice
  await database('deficiency_item').update({ state: 'answered' })
  await database('supplement_notice').update({ state: 'submitted' })

  await database.transaction(async (tx) => await issueNotice(contextAt(tx, new Date('2026-11-30T09:00:00+08:00')), await caseOf(tx, caseNo), await noticeOf(tx, noticeNo)))

  t.match(await noticeOf(database, noticeNo), { state: 'submitted', due_at: dueAt })
})
