import { Readable } from 'node:stream'
import type { Knex } from 'knex'
import t, { type Test } from 'tap'
import { issueAcceptance } from '../../src/cases/acceptance.js'
import { resumeClockAfter, stopClockFor } from '../../src/cases/clock-stops.js'
import { explainCase } from '../../src/cases/explain-case.js'
import { recordDecision } from '../../src/cases/record-decision.js'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { caseOf } from '../../src/database/cases.js'
import { connectDatabase } from '../../src/database/connection.js'
import { clockEventsOf } from '../../src/database/clock-events.js'
import { importCalendars } from '../../src/cases/publication/calendars.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { catalogueDir, convenienceStore } from '../support/catalogue.js'
import { testDatabaseUrl } from '../support/database.js'
import { insertVisitCase } from '../support/visit-case.js'

interface Permits { url: string, database: Knex, food: string, at (iso: string): Promise<void>, in (work: (context: WorkerContext) => Promise<void>): Promise<void> }

/** A case whose food permit has an excluded hearing and an expert review that counts; received on a Monday. */
async function caseWithHearing (t: Test): Promise<Permits> {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 2 })
  t.teardown(async () => await database.destroy())
  await importCalendars(database, catalogueDir)
  const store = structuredClone(await convenienceStore())
  const food = store.permits.find(({ id }) => id === 'food-operation')!
  const facts = { duration: null, law_locked: false, note: null }
  food.special_procedures = [
    { ...facts, type: '听证', excluded: true, basis: '行政许可法第四十五条' },
    { ...facts, type: '部门核查', excluded: true, basis: '某条例第九条' },
    { ...facts, type: '专家评审', excluded: false, basis: null }
  ] as unknown as typeof food.special_procedures
  await database('catalogue_release').insert({ industry: 'convenience-store', version: 1, content: JSON.stringify(store), content_hash: 'with-hearing', published_by: 'test' })
  const { food: subCaseNo } = await insertVisitCase(database)
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ accepted_at: null, promised_due_on: null, statutory_due_on: null })
  let now = new Date('2026-11-23T10:00:00+08:00')
  return {
    url,
    database,
    food: subCaseNo,
    at: async (iso) => { now = new Date(iso) },
    in: async (work) => await database.transaction(async (tx) => await work({ tx, clock: { now: () => now } } as unknown as WorkerContext))
  }
}

async function arranged ({ database, food }: Permits, kind: string, begins: string, ends: string | null): Promise<string> {
  const procedureNo = `${food}-${kind}`
  await database('special_procedure').insert({
    procedure_no: procedureNo, case_no: food.slice(0, -3), sub_case_no: food, kind, state: 'arranged', begins_on: begins, ends_on: ends, arrangement: '三楼会议室', arranged_by: 'r1', arranged_at: new Date()
  })
  return procedureNo
}

async function conclude ({ database }: Permits, procedureNo: string): Promise<void> {
  await database('special_procedure').where({ procedure_no: procedureNo }).update({ state: 'concluded', conclusion: 'favourable', findings: '无异议', concluded_by: 'c1', concluded_at: new Date() })
}

async function dates ({ database, food }: Permits): Promise<{ promised: string | null, statutory: string | null }> {
  const { promised_due_on: promised, statutory_due_on: statutory } = await subCaseOf(database, food)
  return { promised, statutory }
}

async function events ({ database, food }: Permits): Promise<string[]> {
  return (await clockEventsOf(database, food, null)).map(({ type }) => type)
}

t.test('an excluded hearing stops the clock with its document, and it goes on the day after its end', async (t) => {
  const permits = await caseWithHearing(t)
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  const before = await dates(permits)
  await permits.at('2026-11-24T11:00:00+08:00')
  const hearing = await arranged(permits, 'hearing', '2026-12-04', null)

  await permits.in(async (context) => await stopClockFor(context, hearing))
  const told = await dates(permits)
  await permits.at('2026-12-02T16:00:00+08:00')
  await conclude(permits, hearing)
  await permits.in(async (context) => await resumeClockAfter(context, hearing))

  t.same(before.statutory, '2026-12-07', 'ten working days')
  t.same(told.statutory, '2026-12-17', 'eight working days until 12-04 do not count')
  t.same((await dates(permits)).statutory, '2026-12-15', 'six, as it was over on 12-02')
  t.same(await events(permits), ['received', 'accepted', 'stopped', 'resumed'])
  const [{ data, document_no: documentNo }] = await permits.database('document').where({ kind: 'special-procedure' }).select('data', 'document_no') as [{ data: { content: object }, document_no: string }]
  t.match(data.content, { type: '听证', required_days: 8, begins_on: '2026-11-24', ends_on: '2026-12-04', deadline_new: '2026-12-17' })
  t.match((await clockEventsOf(permits.database, permits.food, null))[2], { cause: '听证', basis: '行政许可法第四十五条', documentNo, expectedUntil: '2026-12-04' })
})

t.test('a procedure whose time counts stops nothing and needs no such document', async (t) => {
  const permits = await caseWithHearing(t)
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  const review = await arranged(permits, 'expert-review', '2026-11-24', '2026-11-30')

  await permits.in(async (context) => await stopClockFor(context, review))
  await conclude(permits, review)
  await permits.in(async (context) => await resumeClockAfter(context, review))

  t.same(await events(permits), ['received', 'accepted'])
  t.same(await permits.database('document').where({ kind: 'special-procedure' }), [])
})

t.test('two excluded procedures at a time: each has its document, the clock goes on after the last', async (t) => {
  const permits = await caseWithHearing(t)
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  const hearing = await arranged(permits, 'hearing', '2026-12-04', null)
  const check = await arranged(permits, 'background-check', '2026-11-24', '2026-12-08')
  await permits.in(async (context) => await stopClockFor(context, hearing))
  t.equal((await dates(permits)).statutory, '2026-12-18')
  for (let time = 0; time < 2; time++) await permits.in(async (context) => await stopClockFor(context, check))
  t.equal((await dates(permits)).statutory, '2026-12-22', 'at once, as its document says')

  await permits.at('2026-12-04T12:00:00+08:00')
  await conclude(permits, hearing)
  await permits.in(async (context) => await resumeClockAfter(context, hearing))
  t.same(await events(permits), ['received', 'accepted', 'stopped', 'prolonged'])
  await permits.at('2026-12-08T12:00:00+08:00')
  await conclude(permits, check)
  await permits.in(async (context) => await resumeClockAfter(context, check))

  t.same(await events(permits), ['received', 'accepted', 'stopped', 'prolonged', 'resumed'])
  const papers = await permits.database('document').where({ kind: 'special-procedure' }).orderBy('document_no').select<{ data: { content: { deadline_new: string } } }[]>('data')
  t.same(papers.map(({ data }) => data.content.deadline_new), ['2026-12-18', '2026-12-22'], 'nine and eleven working days do not count: the second one says the day that follows from the later end')
})

t.test('done twice, a stop has one document and one event; a decision ends the clock', async (t) => {
  const permits = await caseWithHearing(t)
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  const hearing = await arranged(permits, 'hearing', '2026-12-04', null)
  for (let time = 0; time < 2; time++) await permits.in(async (context) => await stopClockFor(context, hearing))
  await permits.at('2026-12-07T10:00:00+08:00')
  const decided = { decision: 'granted', manner: 'ordinary', reasons: '', reviewedBy: 'f1', decidedBy: { login: 'f2', displayName: 'f2' }, decidedAt: new Date('2026-12-07T10:00:00+08:00') } as const
  await permits.in(async (context) => {
    const subCase = await subCaseOf(context.tx, permits.food)
    await recordDecision(context, await caseOf(context.tx, subCase.case_no), subCase, decided)
  })
  await permits.in(async (context) => await resumeClockAfter(context, hearing))

  t.same(await events(permits), ['received', 'accepted', 'stopped', 'decided'])
  t.equal((await permits.database('document').where({ kind: 'special-procedure' })).length, 1)
})

t.test('a case\'s dates are explained from its history, on the command line too', async (t) => {
  const permits = await caseWithHearing(t)
  const caseNo = permits.food.slice(0, -3)
  const lines: string[] = []
  const explain = async (...args: string[]): Promise<number> => {
    lines.length = 0
    return await runCommandLine(commands, ['clock', 'explain', ...args], {
      env: { DATABASE_URL: permits.url }, stdin: Readable.from([]), print: (line) => { lines.push(line) }, interrupted: new AbortController().signal
    })
  }
  t.equal(await explain(caseNo), 1)
  t.match(lines.join('\n'), /都还没有受理/)
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  await permits.at('2026-11-24T11:00:00+08:00')
  const hearing = await arranged(permits, 'hearing', '2026-12-04', null)
  await permits.in(async (context) => await stopClockFor(context, hearing))

  const [explained] = (await explainCase(permits.database, caseNo, '2026-11-25'))!

  t.match(explained, { subCaseNo: permits.food, permit: 'food-operation', state: { statutoryDueOn: '2026-12-17', stoppedSince: '2026-11-24', used: 1 } })
  t.equal(await explain(caseNo), 0)
  t.match(lines.join('\n'), /-01 食品经营许可：法定10个工作日[^]*停表：听证，告知至 2026-12-04（汴[^]*到期：承诺 .*，法定 2026-12-17/)
  t.equal(await explain('410202202611239999'), 1)
  t.match(lines.join('\n'), /没有这个办件/)
})

t.test('the history can neither be changed nor be told twice, in the database either', async (t) => {
  const permits = await caseWithHearing(t)
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  const row = { sub_case_no: permits.food, ordinal: 3, at: new Date() }
  const insert = async (event: object): Promise<void> => { await permits.database('clock_event').insert({ ...row, ...event }) }

  await t.rejects(permits.database('clock_event').update({ at: new Date() }), { code: '23001' })
  await t.rejects(permits.database('clock_event').delete(), { code: '23001' })
  await t.rejects(insert({ type: 'accepted' }), { message: /clock_event_once/ })
  await t.rejects(insert({ type: 'stopped', cause: '听证', document_no: '特告1', expected_until: '2026-12-04' }), { message: /clock_event_stop_has_basis/ })
  await t.rejects(insert({ type: 'extended', role: 'reviewer', approved_by: 'r1', reason: '复杂', document_no: '延1' }), { message: /clock_event_extension_is_approved/ })
  await permits.in(async (context) => await issueAcceptance(context, permits.food))
  t.same(await events(permits), ['received', 'accepted'], 'an acceptance that comes twice is one')
})
