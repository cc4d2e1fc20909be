import type { Story } from '../src/demo/story.js'
import { completeAs, openTasks, performerOf, submitStory, until, caseState, type CasePlatform } from '../test/support/case-flow.js'
import { standardAnswer, standardStory } from './story.js'

export interface TaskEntry { login: string, variables: Record<string, unknown> }
interface Message { name: string, variables: string, subCase: string }

/** What the standard case consists of, learnt from one that our workers handled. */
export interface CaseScript {
  /** Who completes a task, and with what. Undefined for tasks that are left open. */
  entryOf (task: { elementId: string, groups: string[] }): TaskEntry | undefined
  tasksDone: number
  /** Tasks left open at the end (post-checks). */
  tasksLeft: number
  /** What our worker answered to the job of this type, of this permit, with the numbers of another case put in. */
  answerTo (job: { type: string, elementId: string, caseNo: string, subCase: string }): Record<string, unknown>
  /** Messages that our workers sent while handling a permit's job of this type. */
  messagesAfter (job: { type: string, caseNo: string, subCase: string }): { name: string, correlationKey: string, variables: Record<string, unknown> }[]
}

interface StoredAnswer { type: string, elementId: string | null, subCase: string | null, variables: Record<string, unknown> }

/** Jobs whose transaction writes the messages of a permit. */
const jobOfMessages = 'record-on-the-spot-decision'

/** Plays one standard case on running workers and keeps what was entered and answered. */
export async function learnCase (platform: CasePlatform): Promise<CaseScript> {
  const story = await standardStory()
  const caseNo = await submitStory(platform, story)
  const entries = await playAndKeep(platform, caseNo, story)
  const left = await until(async () => {
    const open = await openTasks(platform, caseNo)
    return open.length > 0 ? open.length : undefined
  }, 'the post-check')
  const answers = new Map((await storedAnswers(platform, caseNo)).map(({ variables, ...job }) => [keyOf(job.type, job.elementId, job.subCase), JSON.stringify(variables)]))
  const messages = await storedMessages(platform, caseNo)
  const inserted = (text: string, other: string): Record<string, unknown> => JSON.parse(text.replaceAll(caseNo, other)) as Record<string, unknown>
  return {
    tasksDone: entries.size,
    tasksLeft: left,
    entryOf: (task) => entries.get(whoseTask(task)),
    answerTo ({ type, elementId, caseNo: other, subCase }) {
      // The watch over the limits comes by in any engine, and belongs to no case
      if (type === 'find-due-cases') return { dueCases: [] }
      const text = answers.get(keyOf(type, elementId, subCase)) ?? answers.get(keyOf(type, null, subCase)) ?? answers.get(keyOf(type, null, null))
      if (text === undefined) throw new Error(`the standard case has no answer to ${type} of ${elementId} ${subCase}`)
      return inserted(text, other)
    },
    messagesAfter ({ type, caseNo: other, subCase }) {
      if (type !== jobOfMessages) return []
      return messages.filter((message) => message.subCase === subCase)
        .map(({ name, variables }) => ({ name, correlationKey: other + subCase, variables: inserted(variables, other) }))
    }
  }
}

async function playAndKeep (platform: CasePlatform, caseNo: string, story: Story): Promise<Map<string, TaskEntry>> {
  const entries = new Map<string, TaskEntry>()
  await until(async () => {
    for (const task of await openTasks(platform, caseNo)) {
      const key = whoseTask(task)
      if (entries.has(key) || task.elementId.startsWith('post-check')) continue
      const entry = { login: await performerOf(platform, task), variables: standardAnswer(task, story) }
      entries.set(key, entry)
      await completeAs(platform, task, entry.login, entry.variables)
    }
    return await caseState(platform, caseNo) === 'closed' ? true : undefined
  }, `the standard case ${caseNo}`, 60_000)
  return entries
}

/** Every permit of the standard case has a department or region of its own. */
function whoseTask ({ elementId, groups }: { elementId: string, groups: string[] }): string {
  return [elementId, ...[...groups].sort()].join(' ')
}

/** By job type, user task element and permit (as the end of its number). */
async function storedAnswers ({ database, epoch }: CasePlatform, caseNo: string): Promise<StoredAnswer[]> {
  const rows = await database('job_effect as effect')
    .join('engine_instance as instance', (on) => {
      on.on('instance.epoch', 'effect.epoch').andOn('instance.process_instance_key', 'effect.process_instance_key')
    })
    .where({ 'effect.epoch': epoch, 'instance.case_no': caseNo }).whereNot('effect.job_type', 'prepare-task-view')
    .select<{ type: string, subCaseNo: string | null, result: { variables: Record<string, unknown> } }[]>({
      type: 'effect.job_type', subCaseNo: 'instance.sub_case_no', result: 'effect.result'
    })
  const views = await database('task_view').where({ epoch, case_no: caseNo })
    .select<{ elementId: string, subCaseNo: string | null, view: Record<string, unknown> }[]>({ elementId: 'element_id', subCaseNo: 'sub_case_no', view: 'view' })
  return [
    ...rows.map(({ type, subCaseNo, result }) => ({ type, elementId: null, subCase: endOf(subCaseNo, caseNo), variables: result.variables })),
    ...views.map(({ elementId, subCaseNo, view }) => ({ type: 'prepare-task-view', elementId, subCase: endOf(subCaseNo, caseNo), variables: view }))
  ]
}

async function storedMessages ({ database }: CasePlatform, caseNo: string): Promise<Message[]> {
  const rows = await database('outbox').where({ case_no: caseNo, kind: 'publish-message' })
    .select<{ payload: { name: string, correlationKey: string, variables: object } }[]>('payload')
  return rows.filter(({ payload }) => payload.correlationKey !== caseNo)
    .map(({ payload }) => ({ name: payload.name, variables: JSON.stringify(payload.variables), subCase: endOf(payload.correlationKey, caseNo) ?? '' }))
}

function endOf (subCaseNo: string | null, caseNo: string): string | null {
  return subCaseNo === null ? null : subCaseNo.slice(caseNo.length)
}

function keyOf (type: string, elementId: string | null, subCase: string | null): string {
  return [type, elementId ?? '', subCase ?? ''].join(' ')
}
