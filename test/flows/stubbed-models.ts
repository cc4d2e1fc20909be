import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { collectResources } from '../../src/catalogue/collect-resources.js'
import type { EngineClient } from '../../src/engine/engine-client.js'
import { collectRecords, testStage, type EngineRecord } from '../engine/stage.js'
import { elementsBelow, namesIn, readModels, root, type Element } from '../models/models.js'
import { testEngine } from '../support/engine.js'
import type { Scope } from '../support/scope.js'
import { waitFor } from '../support/wait-for.js'

type Variables = Record<string, unknown>
/** What a stub answers: variables, or a BPMN error. */
export type Answer = Variables | { error: string, variables?: Variables }
/** By job type: one answer for every job, or one after the other (the last one for all that follow). */
export type Answers = Record<string, Answer | Answer[]>
export interface SeenJob { type: string, elementId: string, processInstanceKey: string, variables: Variables }

/** The models of a store on the real engine; the workers are stubs that answer what the test says. Nothing else is pretended. */
export interface StubbedModels {
  engine: EngineClient
  /** Forgets what was seen and sets the answers; a type without an answer completes without variables. */
  answer (answers: Answers): void
  /** Waits for the next open task of an element and completes it as Tasklist does: by REST, unclaimed. */
  complete (elementId: string, variables?: Variables): Promise<EngineRecord>
  /** Waits until the element is waiting, then publishes. */
  publish (name: string, correlationKey: string, variables?: Variables): Promise<void>
  /** The jobs seen so far, in order. */
  jobs: SeenJob[]
  task (elementId: string): Promise<EngineRecord>
  /** Waits until the instance has ended and returns the end events of its outermost scope. */
  endsOf (processInstanceKey: string): Promise<string[]>
  /** Waits for the count-th job of a type since `answer`. */
  seen (jobType: string, count: number): Promise<void>
  elementWaits (elementId: string, processInstanceKey: string): Promise<void>
  /** Elements and flows of these processes that no instance has taken yet, as `process/element`. */
  missed (processIds: string[]): Promise<string[]>
  /** What the engine stopped at, in its words. */
  incidents (): string[]
  records: EngineRecord[]
}

export const dayMs = 86_400_000

/** An instant so many days ahead of the machine's clock, in ISO 8601. */
export function inDays (days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString()
}

const seenVariables = [
  'caseNo', 'permit', 'permits', 'waitFor', 'stage', 'procedureNo', 'arrangement', 'beginsOn', 'particulars', 'procedureConclusion', 'watchTimes', 'subCaseNo', 'noticeNo', 'visitNo', 'refusal', 'verdict', 'verdicts', 'reasons', 'decision', 'opinion', 'findings', 'leaked'
]

export async function stubbedModels (t: Scope, industry = 'convenience-store'): Promise<StubbedModels> {
  const { engine } = await testStage(t, testEngine(t))
  const records = await collectRecords(t)
  await engine.deploy(await collectResources(join(root, 'bpmn'), industry))

  const state: { answers: Answers, jobs: SeenJob[], from: number } = { answers: {}, jobs: [], from: 0 }
  const completed = new Set<string>()
  await startStubs(t, engine, state)

  const models: StubbedModels = {
    engine,
    records,
    jobs: state.jobs,
    answer (answers) {
      state.answers = structuredClone(answers)
      state.jobs.length = 0
      state.from = records.length
    },
    async task (elementId) {
      return await waitFor(`task ${elementId}`, () => records.slice(state.from).find(({ valueType, intent, value }) =>
        valueType === 'USER_TASK' && intent === 'CREATED' && value.elementId === elementId && !completed.has(String(value.userTaskKey))))
    },
    async complete (elementId, variables = {}) {
      const task = await models.task(elementId)
      completed.add(String(task.value.userTaskKey))
      await engine.completeTask(String(task.value.userTaskKey), variables)
      return task
    },
    async publish (name, correlationKey, variables = {}) {
      await engine.publishMessage({ name, correlationKey, messageId: randomUUID(), ttlMs: 30_000, variables })
    },
    async endsOf (key) {
      await waitFor(`end of instance ${key}`, () => records.some((record) => isElement(record, key, 'PROCESS', ['ELEMENT_COMPLETED'])))
      return records.filter((record) => isElement(record, key, 'END_EVENT', ['ELEMENT_COMPLETED']) && String(record.value.flowScopeKey) === key)
        .map(({ value }) => String(value.elementId))
    },
    async seen (jobType, count) {
      await waitFor(`${count} × ${jobType}`, () => state.jobs.filter(({ type }) => type === jobType).length >= count)
    },
    async elementWaits (elementId, key) {
      await waitFor(`${elementId} waits`, () => records.some(({ intent, value }) =>
        intent === 'ELEMENT_ACTIVATED' && value.elementId === elementId && value.processInstanceKey === key))
    },
    async missed (processIds) {
      const taken = takenIn(records)
      const processes = (await readModels()).map(({ process }) => process).filter(({ id }) => processIds.includes(id))
      return processes.flatMap((process) => elementsBelow(process).filter(isRecorded).map(({ id }) => `${process.id}/${id}`)).filter((path) => !taken.has(path))
    },
    incidents () {
      return records.filter(({ valueType }) => valueType === 'INCIDENT').map(({ value }) => String(value.errorMessage))
    }
  }
  return models
}

/** One long poll per job type, until the test ends. */
async function startStubs (t: Scope, engine: EngineClient, state: { answers: Answers, jobs: SeenJob[] }): Promise<void> {
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const polls = (await namesIn('workers', '.ts')).map(async (type) => {
    while (!stop.signal.aborted) {
      const poll = engine.jobs.activate({ type, worker: 'stub', maxJobs: 8, timeoutMs: 60_000, variables: seenVariables }, (jobs) => {
        for (const { key, elementId, processInstanceKey, variables } of jobs) {
          state.jobs.push({ type, elementId, processInstanceKey, variables })
          end(engine, key, nextAnswer(state.answers, type)).catch(() => {}) // a withdrawn permit's job is gone
        }
      }, stop.signal)
      await poll.catch(async () => await delay(100)) // the engine is busy: ask again
    }
  })
  t.teardown(async () => {
    stop.abort()
    await Promise.allSettled(polls)
  })
}

/** What the models can't do without: every task has a view, and the watch over the limits may come by at any time. */
const usualAnswers: Answers = { 'prepare-task-view': { taskView: { dueAt: null } }, 'find-due-cases': { dueCases: [] } }

function nextAnswer (answers: Answers, type: string): Answer {
  const answer = answers[type] ?? usualAnswers[type] ?? {}
  if (!Array.isArray(answer)) return answer
  return (answer.length > 1 ? answer.shift() : answer[0]) ?? {}
}

async function end (engine: EngineClient, jobKey: string, answer: Answer): Promise<void> {
  if (typeof answer.error !== 'string') return await engine.jobs.complete(jobKey, answer)
  await engine.jobs.throwError(jobKey, { code: answer.error, message: answer.error, variables: (answer.variables ?? {}) as Variables })
}

function isElement ({ valueType, intent, value }: EngineRecord, processInstanceKey: string, type: string, intents: string[]): boolean {
  return valueType === 'PROCESS_INSTANCE' && intents.includes(intent) && value.bpmnElementType === type && value.processInstanceKey === processInstanceKey
}

function takenIn (records: EngineRecord[]): Set<string> {
  const isTaken = /^(ELEMENT_(COMPLETED|TERMINATED)|SEQUENCE_FLOW_TAKEN)$/
  return new Set(records.filter(({ valueType, intent }) => valueType === 'PROCESS_INSTANCE' && isTaken.test(intent))
    .map(({ value }) => `${String(value.bpmnProcessId)}/${String(value.elementId)}`))
}

/** The engine exports no record for a flow out of an event-based gateway; its event's own record stands for it. */
function isRecorded (element: Element): boolean {
  return element.$type !== 'bpmn:SequenceFlow' || element.sourceRef.$type !== 'bpmn:EventBasedGateway'
}
