import type { Test } from 'tap'
import { makeStatement } from '../../src/cases/statement.js'
import { withdrawPermits } from '../../src/cases/withdraw-permits.js'
import { rowsOf } from '../../src/database/connection.js'
import type { Story } from '../../src/demo/story.js'
import { answerTask, storyProgress, type StoryProgress } from '../../src/demo/task-answers.js'
import { completeAs, openTasks, performerOf, playCase, submitStory, taskOf, until, type OpenTask } from './case-flow.js'
import { moveEngineClock } from './engine.js'
import { testPlatform, type TestPlatform } from './platform.js'
import type { Scope } from './scope.js'

type Variables = Record<string, unknown>

export interface FlowTests {
  platform: TestPlatform
  /** One story after the other on one platform; after each, nothing may be left that an operator would have to look at. */
  test (title: string, body: (t: Test) => Promise<void>): Promise<void>
}

export async function flowTests (t: Scope & Pick<Test, 'test'>): Promise<FlowTests> {
  const platform = await testPlatform(t)
  return {
    platform,
    async test (title, body) {
      await t.test(title, async (t) => {
        await body(t)
        await leavesNothingToLookAt(t, platform)
      })
    }
  }
}

/** No incident, no failed job, no message that nobody took, no record that was not understood, no alarm. */
export async function leavesNothingToLookAt (t: Test, { database, jobs }: TestPlatform): Promise<void> {
  t.same(await database('incident').select('element_id', 'error_message'), [], 'no incident')
  t.equal(jobs.stats().faults, 0, 'no failed job')
  t.same(await database('expired_message').select('name', 'correlation_key'), [], 'no message that nobody took')
  t.same(await database('dead_letter').select('reason'), [], 'no record that was not understood')
  t.same(await database('platform_alarm').select('kind', 'detail'), [], 'no alarm')
}

/** What the task's performer enters: the story's usual answer with these changes. */
export async function perform (
  platform: TestPlatform, { caseNo, story }: PlayedCase, step: { elementId: string, permit?: string }, changes: Variables | ((task: OpenTask) => Variables) = {}
): Promise<OpenTask> {
  const task = await taskOf(platform, caseNo, step.elementId, step.permit)
  const usual = answerTask(task, task.form, story, storyProgress())
  await completeAs(platform, task, await performerOf(platform, task), { ...usual, ...(typeof changes === 'function' ? changes(task) : changes) })
  return task
}

/** Waits for the task that follows one that was turned back, and returns why it was. */
export async function refusalOf (platform: TestPlatform, turnedBack: OpenTask): Promise<string> {
  return await until(async () => {
    const next = (await openTasks(platform, turnedBack.caseNo)).find(({ key, elementId, permit }) =>
      key !== turnedBack.key && elementId === turnedBack.elementId && permit === turnedBack.permit)
    return (next?.form.taskView as { refusal?: string | null } | undefined)?.refusal ?? undefined
  }, `${turnedBack.elementId} to come back`)
}

/** Does every task that comes up until this one is open, and returns it. */
export async function playTo (
  platform: TestPlatform, { caseNo, story }: PlayedCase, target: { elementId: string, permit?: string }, progress: StoryProgress = storyProgress()
): Promise<OpenTask> {
  const isTarget = (task: OpenTask): boolean => task.elementId === target.elementId && (target.permit === undefined || task.permit === target.permit)
  await playCase(platform, caseNo, story, async () => (await openTasks(platform, caseNo)).some(isTarget), progress, isTarget)
  return await taskOf(platform, caseNo, target.elementId, target.permit)
}

/** Does everything that is still to do. */
export async function playToEnd (platform: TestPlatform, { caseNo, story }: PlayedCase, progress: StoryProgress = storyProgress()): Promise<void> {
  await playCase(platform, caseNo, story, async () => await isClosed(platform, caseNo), progress)
  await untilEnded(platform, caseNo)
}

export interface PlayedCase { caseNo: string, story: Story }

export async function submitted (platform: TestPlatform, story: Story): Promise<PlayedCase> {
  return { caseNo: await submitStory(platform, story), story }
}

export async function withdraw (platform: TestPlatform, caseNo: string, permits: string[]): Promise<void> {
  const { database, clock } = platform
  const accountId = await accountOf(platform, caseNo)
  await database.transaction(async (tx) => { await withdrawPermits(tx, { caseNo, permits, reason: '经营计划改变', accountId }, clock) })
}

/** The holder has nothing to say against the refusal that is intended. */
export async function waiveStatement (platform: TestPlatform, caseNo: string, permit: string): Promise<void> {
  const { database, clock } = platform
  const accountId = await accountOf(platform, caseNo)
  await until(async () => await database('statement').where({ sub_case_no: await subCaseNoOf(platform, caseNo, permit) }).first('round') === undefined ? undefined : true, `a refusal of ${permit} to be announced`)
  await database.transaction(async (tx) => { await makeStatement(tx, { caseNo, permit, content: null, accountId }, clock) })
}

async function subCaseNoOf ({ database }: TestPlatform, caseNo: string, permit: string): Promise<string> {
  return (await database('sub_case').where({ case_no: caseNo, permit }).first<{ sub_case_no: string }>('sub_case_no')).sub_case_no
}

export async function accountOf ({ database }: TestPlatform, caseNo: string): Promise<number> {
  return (await database('case_file').where({ case_no: caseNo }).first<{ account_id: number }>('account_id')).account_id
}

/** Outcome of every permit of the case; null while there is none. */
export async function outcomesOf ({ database }: TestPlatform, caseNo: string): Promise<Record<string, string | null>> {
  const rows = await database('sub_case').where({ case_no: caseNo }).select<{ permit: string, outcome: string | null }[]>('permit', 'outcome')
  return Object.fromEntries(rows.map(({ permit, outcome }) => [permit, outcome]))
}

export async function stateOf ({ database }: TestPlatform, caseNo: string, permit: string): Promise<string> {
  return (await database('sub_case').where({ case_no: caseNo, permit }).first<{ state: string }>('state')).state
}

export async function untilState (platform: TestPlatform, caseNo: string, permit: string, state: string): Promise<void> {
  await until(async () => await stateOf(platform, caseNo, permit) === state ? true : undefined, `${permit} of ${caseNo} to be ${state}`)
}

export async function permitsWith ({ database }: TestPlatform, table: 'certificate' | 'decision', caseNo: string): Promise<string[]> {
  return await database(table).join('sub_case', 'sub_case.sub_case_no', `${table}.sub_case_no`)
    .where('sub_case.case_no', caseNo).orderBy('sub_case.permit').pluck<string[]>('sub_case.permit')
}

/** The permits on the case's composite licence; empty while there is none. */
export async function licensedPermits ({ database }: TestPlatform, caseNo: string): Promise<string[]> {
  return await database('licence_entry').join('licence', 'licence.licence_no', 'licence_entry.licence_no')
    .where('licence.case_no', caseNo).orderBy('permit').pluck<string[]>('permit')
}

export interface CaseDocument { kind: string, sub_case_no: string | null, data: Record<string, unknown>, served_how: string | null }

export async function documentsOf ({ database }: TestPlatform, caseNo: string, kind: string): Promise<CaseDocument[]> {
  return await database('document').where({ case_no: caseNo, kind }).orderBy('issued_at').select<CaseDocument[]>()
}

/** Waits until the case is archived and its process instances, whatever they were, have ended. */
export async function untilEnded (platform: TestPlatform, caseNo: string, except: string[] = ['post-check-handling']): Promise<void> {
  const { database, epoch } = platform
  await until(async () => {
    const running = await database('process_instance').join('engine_instance', (on) => {
      on.on('engine_instance.epoch', 'process_instance.epoch').andOn('engine_instance.process_instance_key', 'process_instance.process_instance_key')
    }).where({ 'process_instance.epoch': epoch, case_no: caseNo, state: 'active' }).whereNotIn('process_instance.process_id', except).first('state')
    return await isClosed(platform, caseNo) && running === undefined ? true : undefined
  }, `case ${caseNo} to end`)
}

async function isClosed ({ database }: TestPlatform, caseNo: string): Promise<boolean> {
  return (await database('case_file').where({ case_no: caseNo }).first<{ closed_at: Date | null }>('closed_at')).closed_at !== null
}

/** Time goes by for platform and engine alike, to a little after `instant`. */
export async function travelTo ({ clock }: TestPlatform, instant: Date): Promise<void> {
  const ms = instant.getTime() - clock.now().getTime() + 60_000
  clock.move(ms)
  await moveEngineClock(ms)
}

/** Platform and engine show the same time from now on: what the engine dates (a decision) is what the platform takes for now. */
export async function levelClocks ({ clock }: TestPlatform): Promise<void> {
  const { aheadMs } = await moveEngineClock(1)
  clock.move(aheadMs - (clock.now().getTime() - Date.now()))
}

/** Waits until that many sessions of this database wait for a lock: whoever was asked is in the queue now. */
export async function untilWaiting ({ database }: TestPlatform, count: number): Promise<void> {
  await until(async () => {
    const [row] = await rowsOf<{ waiting: number }>(database.raw(
      "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))
    return (row?.waiting ?? 0) >= count ? true : undefined
  }, `${count} sessions to wait for a lock`)
}
