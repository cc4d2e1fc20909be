import type { Knex } from 'knex'
import type { Test } from 'tap'
import { waitFor } from '../support/wait-for.js'
import type { Manner } from './shops.js'

/** What a case of each manner has in the end: exactly this, whatever was killed on its way. */
const always = {
  documents: { 'application-form': 2, 'composite-licence': 1, 'filing-receipt': 1, grant: 1, 'permit-certificate': 2, receipt: 1, 'service-receipt': 2 },
  notifications: { 事项已有决定: 2, 行业综合许可证已制发: 1 },
  messages: { 'convenience-store-application-submitted': 1, 'post-check-scheduled': 1 },
  processes: { 'composite-licence': 1, 'convenience-store': 1, 'permit-handling': 2, 'post-check-handling': 1, receipt: 1 }
}
const visited = {
  documents: { ...always.documents, acceptance: 1, 'inspection-notice': 1, 'inspection-record': 1 },
  notifications: { ...always.notifications, 现场核查已安排: 1 },
  messages: { ...always.messages, 'visit-concluded': 1, 'visit-ready': 1 },
  processes: { ...always.processes, 'joint-inspection': 1 }
}
const expectedOutcome: Record<Manner, Record<keyof typeof always, Record<string, number>>> = {
  committed: {
    ...always,
    documents: { ...always.documents, 'commitment-letter': 1 },
    messages: { ...always.messages, 'post-check-scheduled': 2 },
    processes: { ...always.processes, 'post-check-handling': 2 }
  },
  reviewed: visited,
  deficient: {
    documents: { ...visited.documents, supplement: 1 },
    notifications: { ...visited.notifications, 请补正申请材料: 1, 补正材料已到: 1 },
    messages: { ...visited.messages, 'deficiencies-ready': 1, 'permit-supplemented': 1, 'supplement-submitted': 1 },
    processes: { ...visited.processes, 'one-notice': 1 }
  }
}

/** Every case has exactly the documents, notifications, messages and processes of its manner. */
export async function checkOutcomes (t: Test, database: Knex, cases: Map<string, Manner>): Promise<void> {
  for (const [caseNo, manner] of cases) t.same(await outcomeOf(database, caseNo), expectedOutcome[manner], `${caseNo}, ${manner}`)
}

/** Closed cases still have PDFs to be drawn, messages to be sent, jobs of their post-checks to be done and records to come. */
export async function untilQuiet (database: Knex): Promise<void> {
  const unfinished = async (): Promise<Record<string, unknown[]>> => ({
    messages: await database('outbox').whereNull('sent_at').select('id', 'payload', 'attempts', 'last_error'),
    documents: await database('document').whereNull('rendered_at').select('document_no', 'kind', 'render_attempts', 'render_error'),
    processes: await database('process_instance').where({ state: 'active' }).whereNot({ process_id: 'post-check-handling' }).select('process_instance_key', 'process_id'),
    jobs: await database('timeline_event as begun').where({ intent: 'ELEMENT_ACTIVATED', element_type: 'SERVICE_TASK' }).whereNotExists((ended) =>
      ended.select(database.raw('1')).from('timeline_event as ended').whereRaw('ended.element_instance_key = begun.element_instance_key').whereIn('intent', ['ELEMENT_COMPLETED', 'ELEMENT_TERMINATED'])
    ).select('element_id', 'element_instance_key')
  })
  try {
    await waitFor('the last message, document, job and record', async () => Object.values(await unfinished()).every((list) => list.length === 0), 240_000)
  } catch (error) {
    throw new Error(`${(error as Error).message}: ${JSON.stringify(await unfinished())}`, { cause: error })
  }
}

async function outcomeOf (database: Knex, caseNo: string): Promise<Record<keyof typeof always, Record<string, number>>> {
  return {
    documents: await countBy('document', 'kind'),
    notifications: await countBy('notification', 'title'),
    messages: await countBy('outbox', "payload->>'name'"),
    processes: await countBy('engine_instance', 'process_id')
  }

  async function countBy (table: string, expression: string): Promise<Record<string, number>> {
    const rows = await database(table).where({ case_no: caseNo }).select(database.raw(`${expression} AS name`)).count({ n: '*' })
      .groupByRaw('1').orderByRaw('1') as unknown as { name: string, n: number }[]
    return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]))
  }
}

/** One effect for every job that the engine made: one for each service task, one for each user task's listener. */
export async function checkEffects (t: Test, database: Knex, caseCount: number): Promise<void> {
  const serviceTasks = await countOf(database, 'timeline_event', "intent = 'ELEMENT_ACTIVATED' AND element_type = 'SERVICE_TASK'")
  const userTasks = await countOf(database, 'user_task')
  // The watch over the limits may come by; its jobs are no case's story and stand in no timeline
  const others = ['prepare-task-view', 'find-due-cases', 'close-formal-check', 'refresh-due-dates', 'remind-and-escalate']
  t.equal(await countOf(database, 'job_effect', `job_type NOT IN (${others.map((type) => `'${type}'`).join(', ')})`), serviceTasks)
  t.equal(await countOf(database, 'job_effect', "job_type = 'prepare-task-view'"), userTasks)
  t.equal(await countOf(database, 'job_effect', "job_type = 'claim-case'"), caseCount, 'every case was claimed once')
  t.equal(await countOf(database, 'job_effect', "result->>'kind' = 'bpmn-error'"), 0, 'nothing was turned back')
  t.equal(await countOf(database, 'job_effect', 'lost_at IS NOT NULL'), 0, 'no completion was lost')
}

/** The engine's records are all there, each once, and tell of nothing that went wrong. */
export async function checkRecords (t: Test, database: Knex): Promise<void> {
  const doubled = await database('timeline_event').select('element_instance_key', 'intent').groupBy('element_instance_key', 'intent').havingRaw('count(*) > 1')
  t.same(doubled, [], 'no record is in the timeline twice')
  t.equal(await countOf(database, 'incident'), 0)
  t.equal(await countOf(database, 'dead_letter'), 0)
  t.equal(await countOf(database, 'platform_alarm', "kind <> 'jobs-waiting'"), 0)
  t.equal(await countOf(database, 'expired_message'), 0)
  t.equal(await countOf(database, 'outbox', 'abandoned_at IS NOT NULL'), 0)
  t.equal(await countOf(database, 'engine_epoch'), 1, 'it is the same engine')
}

export async function countOf (database: Knex, table: string, condition = 'true'): Promise<number> {
  const { n } = await database(table).whereRaw(condition).count({ n: '*' }).first() as { n: number }
  return Number(n)
}
