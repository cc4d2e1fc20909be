import type { Knex } from 'knex'
import type { Test } from 'tap'
import type { Finding, FindingResult } from '../../src/domain/findings.js'
import { BpmnError, type Worker, type WorkerContext } from '../../src/engine/define-worker.js'
import proposeVisit from '../../workers/propose-visit.js'
import recordFindings from '../../workers/record-findings.js'
import recordVisitSchedule from '../../workers/record-visit-schedule.js'
import { testDatabase } from './database.js'
import { convenienceStore } from './catalogue.js'
import { insertTeams, insertVisitCase, startOfTest, type VisitCase } from './visit-case.js'

export type Result = Record<string, unknown> | undefined

export const lawfulPlan = { startsAt: '2026-11-25T09:00:00+08:00', durationMinutes: 120, team: ['f1', 'f2', 't1', 't2'], leader: 'f1' }

/** A visit's process instance as its workers see it: jobs run directly on a real database, tasks are completed as the feed tells. */
export interface VisitFlow extends VisitCase {
  database: Knex
  setNow (iso: string): void
  /** Runs a worker's job in a transaction of its own. */
  run (worker: Worker<never>, variables?: Record<string, unknown>): Promise<Result>
  /** Completes a user task in the engine, without any check. */
  complete (elementId: string, login: string | null): Promise<void>
  /** Completes the task and runs the worker after it. */
  finish (elementId: string, login: string, worker: Worker<never>, variables: Record<string, unknown>): Promise<Result>
}

/** A case with its visit's flow just started, on a database of its own. */
export async function visitFlow (t: Test): Promise<VisitFlow> {
  const database = await testDatabase(t)
  await insertTeams(database)
  return await visitFlowOf(database, 1)
}

/** One of several cases' flows on a database that has the teams; `caseSerial` tells them apart. */
export async function visitFlowOf (database: Knex, caseSerial: number): Promise<VisitFlow> {
  const visitCase = await insertVisitCase(database, caseSerial)
  let now = startOfTest
  let serial = caseSerial * 1_000_000
  const processInstanceKey = String(2251799813685300 + caseSerial)
  const contextOf = (tx: Knex.Transaction, jobType: string): WorkerContext => ({
    tx,
    epoch: 1,
    job: { key: String(++serial), type: jobType, elementId: jobType, elementInstanceKey: String(1000 + serial), processInstanceKey, processId: 'joint-inspection', headers: {} },
    clock: { now: () => now },
    publicUrl: 'http://localhost'
  })
  const flow: VisitFlow = {
    ...visitCase,
    database,
    setNow: (iso) => { now = new Date(iso) },
    run: async (worker, variables = {}) => {
      const outcome = await database.transaction(async (tx) => await outcomeOf(worker, variables, contextOf(tx, worker.jobType)))
      if (outcome instanceof BpmnError) throw outcome
      return outcome
    },
    complete: async (elementId, login) => {
      serial += 1
      await database('user_task').insert({
        epoch: 1,
        user_task_key: String(serial),
        element_id: elementId,
        element_instance_key: String(5000 + serial),
        process_instance_key: processInstanceKey,
        process_id: 'joint-inspection',
        assignee: login,
        state: 'completed',
        partition: 1,
        position: serial,
        created_at: now,
        ended_at: now
      })
    },
    finish: async (elementId, login, worker, variables) => {
      await flow.complete(elementId, login)
      return await flow.run(worker, variables)
    }
  }
  return flow
}

/** Like the job runtime: a refusal is an outcome, whatever was written before it is committed. */
async function outcomeOf (worker: Worker<never>, variables: Record<string, unknown>, context: WorkerContext): Promise<Result | BpmnError> {
  try {
    return await worker.handle(variables as never, context)
  } catch (error) {
    if (error instanceof BpmnError) return error
    throw error
  }
}

export async function proposed (t: Test): Promise<VisitFlow> {
  const flow = await visitFlow(t)
  await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo })
  return flow
}

export async function scheduled (t: Test): Promise<VisitFlow> {
  const flow = await proposed(t)
  await flow.finish('confirm-visit', 'o1', recordVisitSchedule, lawfulPlan)
  flow.setNow('2026-11-25T11:00:00+08:00')
  return flow
}

/** The inspection asked for a rectification of the food permit's first item. */
export async function rectifying (t: Test): Promise<VisitFlow> {
  const flow = await scheduled(t)
  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { food: 'rectify' }), applicantOpinion: '同意' })
  return flow
}

/** All items passed but the first of the permits named. */
export async function findingsOf (flow: VisitCase, first: { food?: FindingResult, tobacco?: FindingResult }): Promise<Finding[]> {
  const { permits } = await convenienceStore()
  const wanted = [
    { permit: 'food-operation', subCaseNo: flow.food, result: first.food ?? 'passed' },
    { permit: 'tobacco-retail', subCaseNo: flow.tobacco, result: first.tobacco ?? 'passed' }
  ] as const
  return wanted.flatMap(({ permit: id, subCaseNo, result }) => {
    const permit = permits.find((one) => one.id === id)!
    return permit.inspection.check_items.map((item, index) => ({
      subCaseNo,
      permitName: permit.name,
      checkItem: item.id,
      checkText: item.text,
      ...(index === 0 && result !== 'passed' ? { result, facts: '未达到要求', requirement: '按标准整改' } : { result: 'passed' as const, facts: '', requirement: '' })
    }))
  })
}

export async function recheckOf (flow: VisitCase, result: 'passed' | 'failed'): Promise<Finding[]> {
  const [first] = await findingsOf(flow, { food: 'rectify' })
  return [{ ...first!, result, facts: result === 'failed' ? '仍未达到要求' : '' }]
}

/** The refusal with which the job goes back to a new task. */
export async function refusalOf (job: Promise<unknown>): Promise<{ code: string, refusal: unknown }> {
  try {
    await job
  } catch (error) {
    if (error instanceof BpmnError) return { code: error.code, refusal: error.variables.refusal }
    throw error
  }
  throw new Error('the job was not refused')
}

/** State of the visit, of its two permits and what concerns the applicant. */
export async function stateOf ({ database, visitNo, food, tobacco, caseNo }: VisitFlow) {
  const visit = await database('visit').where({ visit_no: visitNo }).first()
  const states = await database('sub_case').whereIn('sub_case_no', [food, tobacco]).orderBy('ordinal').pluck<string[]>('state')
  const conclusions = await database('visit_permit').where({ visit_no: visitNo }).orderBy('sub_case_no').pluck<(string | null)[]>('conclusion')
  return {
    visit: visit.state as string,
    states,
    conclusions,
    booked: await database('inspector_booking').where({ visit_no: visitNo }).join('account', 'account.id', 'account_id').orderBy('login').pluck<string[]>('login'),
    documents: await database('document').where({ case_no: caseNo }).orderBy('kind').pluck<string[]>('kind'),
    notifications: await database('notification').where({ case_no: caseNo }).orderBy('id').pluck<string[]>('title'),
    messages: await database('outbox').where({ case_no: caseNo }).orderBy('id').select(database.raw("payload->>'name' AS name"), database.raw("payload->>'correlationKey' AS key"))
  }
}
