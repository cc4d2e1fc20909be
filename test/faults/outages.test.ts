import t from 'tap'
import type { TaskBrief } from '../../src/demo/api-shapes.js'
import { applyAsTold } from '../../src/demo/apply.js'
import type { HttpSession } from '../../src/demo/http-session.js'
import { HttpFailure } from '../../src/demo/http-session.js'
import { answerTask, storyProgress, type TaskForm } from '../../src/demo/task-answers.js'
import { createCrew, type Crew } from '../support/crew.js'
import { startGate, type Gate } from '../support/gate.js'
import { startProduction, type Production } from '../support/production.js'
import { waitFor } from '../support/wait-for.js'
import { clerks, inspectors, shop } from './shops.js'

t.setTimeout(900_000)

const patienceMs = 180_000
const reviewer = 'press-film-reviewer-410202'
const colleague = 'press-film-reviewer-410202-second'

t.test('a part that is away for a while costs nobody anything', async (t) => {
  const { people, teams } = inspectors(8)
  let gate: Gate | undefined
  const production = await startProduction(t, {
    people: [...people, { login: colleague, displayName: '李复核', kind: 'staff', groups: ['press-film.reviewer@410202'] }],
    feedThrough: async (feedPort) => (gate = await startGate(t, feedPort)).port,
    workersEnv: { LOG_LEVEL: 'debug' }
  })
  const crew = createCrew(t, production, { clerks, teams })
  await crew.gather()
  let shops = 0
  const file = async (): Promise<string> => await crew.file(await shop(production.database, ++shops, 'reviewed'))

  await t.test('with the engine down an application is taken, and starts once it is back; a completed task is kept as a draft', async (t) => {
    const { database, broker } = production
    const clerk = await sessionOf(crew, reviewer)
    const task = await preReviewOf(production, clerk, await file())
    await clerk.post(`/tasks/${task.key}/claim`)
    const story = await shop(database, ++shops, 'reviewed')

    await broker.kill()
    const { caseNo } = await applyAsTold(await sessionOf(crew, 'applicant-1'), story)
    crew.adopt(caseNo, story)
    const refusal = await failureOf(clerk.post(`/tasks/${task.key}/complete`, { variables: task.answer }))
    const { data, hasDraft } = await clerk.get<{ data: unknown, hasDraft: boolean }>(`/tasks/${task.key}`)
    const readiness = await fetch(`${production.origin}/api/v1/health/ready`)

    t.match(caseNo, /^410202/, 'submission was answered with 201')
    t.same([refusal.status, codeIn(refusal)], [503, 'engine-unavailable'])
    t.ok(hasDraft)
    t.match(data, task.answer, 'what was entered is offered again')
    t.equal(readiness.status, 503)
    t.match(await readiness.json(), { code: 'not-ready', details: { database: true, engine: false } })
    t.equal(await instanceOf(production, caseNo), null)

    const startedAt = Date.now()
    await broker.start()
    await waitFor('the case to be claimed', async () => await instanceOf(production, caseNo) !== null, patienceMs)
    t.comment(`engine: up after ${secondsSince(startedAt)} s with its start, the waiting case claimed`)
    await untilSucceeds(async () => await clerk.post(`/tasks/${task.key}/complete`, { variables: task.answer }))
    await waitFor('the verdict', async () => await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }) > 0, patienceMs)

    t.equal(await countOf(production, 'engine_instance', { case_no: caseNo, process_id: 'convenience-store' }), 1, 'one instance')
    t.equal(await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }), verdictsIn(task.answer), 'each item was judged once')
    t.equal(await countOf(production, 'task_draft', { user_task_key: task.key }), 0)
    t.equal(await countOf(production, 'outbox', { case_no: caseNo }), 1, 'one start message')
  })

  await t.test('of completions at once one counts, and the others learn by whom', async (t) => {
    const [clerk, other] = [await sessionOf(crew, reviewer), await sessionOf(crew, colleague)]
    const task = await preReviewOf(production, clerk, await file())
    await clerk.post(`/tasks/${task.key}/claim`)
    const complete = async (session: HttpSession): Promise<HttpFailure | undefined> =>
      await session.post(`/tasks/${task.key}/complete`, { variables: task.answer }).then(() => undefined, asFailure)

    const [first, second] = await Promise.all([complete(clerk), complete(clerk)])
    const third = await complete(other)
    const fourth = await failureOf(other.post(`/tasks/${task.key}/claim`))

    const { displayName } = await crew.cast.player(reviewer)
    const failures = [first, second].filter((failure) => failure !== undefined)
    t.equal(failures.length, 1, 'one of two windows of the same clerk was answered with 204')
    for (const failure of [failures[0], third, fourth]) {
      t.equal(failure?.status, 409)
      t.match(failure?.body, { code: 'task-done', details: { state: 'completed', by: displayName, at: /^\d{4}-/ } })
    }
    await waitFor('the verdict', async () => await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }) > 0, patienceMs)
    t.equal(await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }), verdictsIn(task.answer))
  })

  await t.test('of two clerks at once one gets the task, and the other learns who', async (t) => {
    const [clerk, other] = [await sessionOf(crew, reviewer), await sessionOf(crew, colleague)]
    const task = await preReviewOf(production, clerk, await file())
    const doWhole = async (session: HttpSession): Promise<HttpFailure | undefined> => await (async () => {
      await session.post(`/tasks/${task.key}/claim`)
      await session.post(`/tasks/${task.key}/complete`, { variables: task.answer })
    })().then(() => undefined, asFailure)

    const outcomes = await Promise.all([doWhole(clerk), doWhole(other)])

    const winner = outcomes[0] === undefined ? reviewer : colleague
    const { displayName } = await crew.cast.player(winner)
    const failures = outcomes.filter((failure) => failure !== undefined)
    t.equal(failures.length, 1)
    t.equal(failures[0]?.status, 409)
    t.match(failures[0]?.body, { code: /^task-(claimed-by-other|done)$/, details: { by: displayName } })
    await waitFor('the verdict', async () => await countOf(production, 'verdict', { sub_case_no: task.subCaseNo, judged_by: winner }) > 0, patienceMs)
  })

  await t.test('while the record feed is down tasks come later, and decisions wait for the name of who decided', async (t) => {
    const { database, workers } = production
    const clerk = await sessionOf(crew, reviewer)
    const task = await preReviewOf(production, clerk, await file())
    const saidBefore = workers.output().length

    gate?.shut()
    const caseNo = await file()
    await waitFor('the case to reach its tasks in the engine', async () => await countOf(production, 'task_view', { case_no: caseNo }) === 2, patienceMs)
    await clerk.post(`/tasks/${task.key}/claim`)
    await clerk.post(`/tasks/${task.key}/complete`, { variables: task.answer })
    await waitFor('the decision to wait', () => waitingIn(workers.output().slice(saidBefore)) >= 3, patienceMs)

    t.equal(await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }), 0)
    t.same(await tasksOf(clerk, caseNo), [], 'the new tasks are not known yet')

    const openedAt = Date.now()
    gate?.open()
    await waitFor('the new task', async () => (await tasksOf(clerk, caseNo)).length === 1, patienceMs)
    t.comment(`feed: the new task is shown ${secondsSince(openedAt)} s after the feed is back`)
    await waitFor('the verdict', async () => await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }) > 0, patienceMs)
    t.comment(`feed: the waiting decision is recorded ${secondsSince(openedAt)} s after the feed is back`)

    t.equal(await countOf(production, 'verdict', { sub_case_no: task.subCaseNo, judged_by: reviewer }), verdictsIn(task.answer))
    const doubled = await database('timeline_event').select('element_instance_key', 'intent').groupBy('element_instance_key', 'intent').havingRaw('count(*) > 1')
    t.same(doubled, [], 'no record is there twice')
  })

  await t.test('with the database down every request is answered 503, and all goes on when it is back', async (t) => {
    const { origin, postgres, engine, workers } = production
    const clerk = await sessionOf(crew, reviewer)
    const task = await preReviewOf(production, clerk, await file())
    const saidBefore = workers.output().length

    await postgres.kill()
    // As Tasklist would, so that a job meets the missing database
    await engine.assignTask(task.key, reviewer)
    await engine.completeTask(task.key, task.answer)
    const refusals = await Promise.all([
      failureOf(clerk.get('/tasks')),
      failureOf(clerk.post(`/tasks/${task.key}/complete`, { variables: task.answer }))
    ])
    const [live, ready] = await Promise.all([fetch(`${origin}/api/v1/health/live`), fetch(`${origin}/api/v1/health/ready`)])
    await waitFor('a job to miss the database', () => /a job is tried again later/.test(workers.output().slice(saidBefore)), patienceMs)

    for (const { status, body } of refusals) t.match({ status, body }, { status: 503, body: { code: 'database-unavailable', message: /数据库暂时不可用/ } })
    t.equal(live.status, 200)
    t.equal(ready.status, 503)
    t.match(await ready.json(), { code: 'not-ready', details: { database: false } })

    const startedAt = Date.now()
    await postgres.start()
    await clerk.get('/tasks')
    t.comment(`database: the API answers ${secondsSince(startedAt)} s after its start`)
    await waitFor('the verdict', async () => await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }) > 0, patienceMs)
    t.comment(`database: the waiting decision is recorded ${secondsSince(startedAt)} s after its start`)

    t.equal(await countOf(production, 'verdict', { sub_case_no: task.subCaseNo, judged_by: reviewer }), verdictsIn(task.answer))
    await waitFor('readiness', async () => (await fetch(`${origin}/api/v1/health/ready`)).status === 200, patienceMs)
  })

  await t.test('an empty engine in its place handles new cases and raises an alarm; with the engine back the old ones go on', async (t) => {
    const { database, origin, broker } = production
    const clerk = await sessionOf(crew, reviewer)
    const task = await preReviewOf(production, clerk, await file())
    const alarms = async (): Promise<string[]> => await database('platform_alarm').whereNull('cleared_at').whereNot({ kind: 'jobs-waiting' }).pluck('kind')
    const ready = async (): Promise<Response> => await fetch(`${origin}/api/v1/health/ready`)

    await broker.kill()
    await broker.startEmpty()
    await waitFor('the alarm', async () => (await alarms()).length > 0, patienceMs)
    const alarmsThen = await alarms()
    const readinessThen = await ready()
    const { caseNo } = await applyAsTold(await sessionOf(crew, 'applicant-1'), await shop(database, 90, 'reviewed'))
    await waitFor('the tasks of a new case', async () => (await tasksOf(clerk, caseNo)).length === 1, patienceMs)
    const inboxThen = await clerk.get<{ items: TaskBrief[] }>('/tasks?limit=100')

    t.same(alarmsThen, ['fresh-engine'])
    t.equal(readinessThen.status, 503)
    t.match(await readinessThen.json(), { details: { alarms: ['fresh-engine'] } })
    t.same(inboxThen.items.map((item) => item.caseNo), [caseNo], 'tasks of the other engine are not offered')

    await broker.stop()
    await broker.startFormer()
    await waitFor('the engine to be known again', async () => (await alarms()).join() === 'stranded-cases', patienceMs)
    t.same(await database('current_engine_epoch'), [{ epoch: 1 }])
    await untilSucceeds(async () => await clerk.post(`/tasks/${task.key}/claim`))
    await untilSucceeds(async () => await clerk.post(`/tasks/${task.key}/complete`, { variables: task.answer }))
    await waitFor('the verdict', async () => await countOf(production, 'verdict', { sub_case_no: task.subCaseNo }) > 0, patienceMs)
    await waitFor('readiness', async () => (await ready()).status === 200, patienceMs)
  })

  await t.test('in the end all cases close, without an incident', async (t) => {
    crew.begin()
    await crew.untilAllClosed()
    await crew.stop()

    t.equal(await countOf(production, 'licence', {}), shops)
    t.equal(await countOf(production, 'incident', {}), 0)
    t.equal(await countOf(production, 'dead_letter', {}), 0)
    t.equal(await production.database('outbox').whereNotNull('abandoned_at').first(), undefined)
  })
})

interface PreReview { key: string, subCaseNo: string, answer: Record<string, unknown> }

/** Waits for a case's pre-review and thinks of what to enter: everything is in order. */
async function preReviewOf ({ database }: Production, clerk: HttpSession, caseNo: string): Promise<PreReview> {
  const brief = await waitFor('the pre-review', async () => (await tasksOf(clerk, caseNo))[0], patienceMs)
  const { data } = await clerk.get<{ data: TaskForm }>(`/tasks/${brief.key}`)
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'publication-retail' }).first<{ sub_case_no: string }>('sub_case_no')
  return { key: brief.key, subCaseNo, answer: answerTask(brief, data, await shop(database, 1, 'reviewed'), storyProgress()) }
}

async function tasksOf (clerk: HttpSession, caseNo: string): Promise<TaskBrief[]> {
  return (await clerk.get<{ items: TaskBrief[] }>(`/tasks?caseNo=${caseNo}&limit=100`)).items
}

/** Without patience: what this person is answered is what the test is about. */
async function sessionOf ({ cast }: Crew, login: string): Promise<HttpSession> {
  return (await cast.player(login)).session
}

async function failureOf (asked: Promise<unknown>): Promise<HttpFailure> {
  return await asked.then(() => { throw new Error('this should have been refused') }, asFailure)
}

function asFailure (error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  throw error
}

function codeIn ({ body }: HttpFailure): unknown {
  return (body as { code?: unknown }).code
}

async function untilSucceeds (ask: () => Promise<unknown>): Promise<void> {
  await waitFor('an answer other than 503', async () => await ask().then(() => true, (error: unknown) => {
    if (asFailure(error).status !== 503) throw error
    return false
  }), patienceMs)
}

async function instanceOf ({ database }: Production, caseNo: string): Promise<string | null> {
  const { process_instance_key: key } = await database('case_file').where({ case_no: caseNo }).first<{ process_instance_key: string | null }>('process_instance_key')
  return key
}

async function countOf ({ database }: Production, table: string, where: Record<string, unknown>): Promise<number> {
  const { n } = await database(table).where(where).count({ n: '*' }).first() as { n: number }
  return Number(n)
}

function verdictsIn ({ verdicts }: Record<string, unknown>): number {
  return (verdicts as unknown[]).length
}

function waitingIn (output: string): number {
  return output.split('has not come through the feed yet').length - 1
}

function secondsSince (moment: number): string {
  return ((Date.now() - moment) / 1000).toFixed(1)
}
