import { setTimeout as delay } from 'node:timers/promises'
import type { CaseAnswer, TaskBrief } from '../../src/demo/api-shapes.js'
import { applyAsTold, materialFile } from '../../src/demo/apply.js'
import { createCast, type Cast } from '../../src/demo/cast.js'
import type { HttpSession } from '../../src/demo/http-session.js'
import type { Story } from '../../src/demo/story.js'
import { answerTask, storyProgress, type StoryProgress, type TaskForm } from '../../src/demo/task-answers.js'
import { codeOf, patientSession, type Troubles } from './patient-session.js'
import type { Production } from './production.js'
import type { Scope } from './scope.js'
import { waitFor } from './wait-for.js'

/** People who work many cases at once over HTTP and don't give up while a part of the platform is away. */
export interface Crew {
  cast: Cast
  /** Submits a story's application. @returns the case number */
  file (story: Story): Promise<string>
  /** Looks after a case that somebody else has filed. */
  adopt (caseNo: string, story: Story): void
  /** Signs everybody in. */
  gather (): Promise<void>
  /** Begins to do every task and to answer every notice, until `stop`. */
  begin (): void
  /** Waits for something while they work. Throws with the situation of the cases, also when one of them met what no patience helps. */
  until (what: string, isReached: () => Promise<boolean> | boolean, timeoutMs?: number): Promise<void>
  untilAllClosed (timeoutMs?: number): Promise<void>
  stop (): Promise<void>
  tasksDone (): number
  troubles: Troubles
  session (login: string): Promise<HttpSession>
}

interface Filed { story: Story, progress: StoryProgress, answered: Set<string>, isClosed: boolean }

const pauseMs = 300
const endStates = new Set(['closed', 'withdrawn', 'terminated', 'non-accepted'])
/** Somebody else, or oneself a moment ago without hearing the answer, was faster; or the claim has not come through yet. */
const overtaken = new Set(['task-done', 'task-not-claimed', 'task-not-found'])

export interface CrewOptions {
  /** The logins of those who look after the tasks. */
  clerks: string[]
  /** Who goes to the visits, a team of its own for each: the first one leads. */
  teams?: string[][]
}

export function createCrew (t: Scope, { origin, password, accounts, database }: Production, { clerks, teams = [] }: CrewOptions): Crew {
  const troubles: Troubles = new Map()
  const cast = createCast(origin, password, accounts)
  const cases = new Map<string, Filed>()
  const done = new Set<string>()
  const teamOf = new Map<string, string[]>()
  const stopping = new AbortController()
  let work: Promise<unknown> = Promise.resolve()
  let failure: unknown
  t.teardown(async () => {
    stopping.abort()
    await work.catch(() => {})
  })

  const session = async (login: string): Promise<HttpSession> => patientSession((await cast.player(login)).session, troubles)

  async function workOff (own: HttpSession): Promise<void> {
    const { items } = await own.get<{ items: TaskBrief[] }>('/tasks?limit=100')
    for (const task of items) {
      const filed = cases.get(task.caseNo)
      if (stopping.signal.aborted) return
      if (filed === undefined || done.has(task.key) || task.elementId.startsWith('post-check')) continue
      try {
        await doTask(task, filed, own)
        done.add(task.key)
      } catch (error) {
        if (!overtaken.has(codeOf(error) ?? '')) throw error
        if (codeOf(error) === 'task-done') done.add(task.key)
      }
    }
  }

  async function doTask (task: TaskBrief, { story, progress }: Filed, own: HttpSession): Promise<void> {
    const performer = task.elementId === 'inspect' ? await session(teamOf.get(task.caseNo)![0]!) : own
    const { data } = await performer.get<{ data: TaskForm }>(`/tasks/${task.key}`)
    const variables = answerTask(task, data, story, progress)
    if (task.elementId === 'confirm-visit') Object.assign(variables, planFor(task.caseNo))
    await performer.post(`/tasks/${task.key}/claim`)
    await performer.post(`/tasks/${task.key}/complete`, { variables })
  }

  function planFor (caseNo: string): { team: string[], leader: string } {
    const team = teamOf.get(caseNo) ?? teams[teamOf.size]
    if (team?.[0] === undefined) throw new Error(`nobody is left for the visit of ${caseNo}`)
    teamOf.set(caseNo, team)
    return { team, leader: team[0] }
  }

  async function answerNotices (applicant: HttpSession): Promise<void> {
    for (const [caseNo, filed] of cases) {
      if (filed.isClosed || stopping.signal.aborted) continue
      const { state, supplement } = await applicant.get<CaseAnswer>(`/cases/${caseNo}`)
      filed.isClosed = endStates.has(state)
      if (supplement === null || filed.answered.has(supplement.noticeNo)) continue
      await answerNotice(applicant, caseNo, supplement, filed.story)
      filed.answered.add(supplement.noticeNo)
    }
  }

  /** For the words of a failure: what is open, and what went wrong on the way. */
  async function situation (): Promise<string> {
    const open = await database('case_file').whereNull('closed_at').select('case_no', 'state', 'process_instance_key')
    const subCases = await database('sub_case').whereNull('outcome').select('sub_case_no', 'permit', 'state')
    const tasks = await database('user_task').where({ state: 'created' }).select('element_id', 'candidate_groups')
    const incidents = await database('incident').whereNull('resolved_at').select('element_id', 'error_message')
    return JSON.stringify({ open, subCases, tasks, incidents, troubles: [...troubles] }, null, 1)
  }

  async function repeat (act: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      await act()
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const crew: Crew = {
    cast,
    troubles,
    session,
    tasksDone: () => done.size,
    async file (story) {
      const { caseNo } = await applyAsTold(await session('applicant-1'), story)
      crew.adopt(caseNo, story)
      return caseNo
    },
    adopt (caseNo, story) {
      cases.set(caseNo, { story, progress: storyProgress(), answered: new Set(), isClosed: false })
    },
    async gather () {
      await Promise.all([...clerks, ...teams.flatMap(([leader]) => leader ?? []), 'applicant-1'].map(session))
    },
    begin () {
      const everybody = clerks.map(async (login) => {
        const own = await session(login)
        await repeat(async () => await workOff(own))
      })
      const applicant = session('applicant-1').then(async (own) => await repeat(async () => await answerNotices(own)))
      work = Promise.all([...everybody, applicant])
      work.catch((error: unknown) => {
        failure = error
        stopping.abort()
      })
    },
    async until (what, isReached, timeoutMs = 240_000) {
      await waitFor(what, async () => {
        if (failure !== undefined) throw failure
        return await isReached()
      }, timeoutMs).catch(async (error: Error) => { throw new Error(`${error.message}\n${await situation()}`, { cause: error }) })
    },
    untilAllClosed: async (timeoutMs) => await crew.until('all cases to be closed', async () => {
      const states = await database('case_file').whereIn('case_no', [...cases.keys()]).pluck<string[]>('state').catch(() => [])
      return states.length === cases.size && states.every((state) => state === 'closed')
    }, timeoutMs),
    async stop () {
      stopping.abort()
      await work
    }
  }
  return crew
}

async function answerNotice (applicant: HttpSession, caseNo: string, { items }: NonNullable<CaseAnswer['supplement']>, story: Story): Promise<void> {
  try {
    for (const { kind, id } of items) {
      if (kind === 'material') await applicant.upload(`/cases/${caseNo}/supplement/materials/${id}`, await materialFile(id))
      else await applicant.put(`/cases/${caseNo}/supplement/fields`, { fields: { [id]: story.form[id] } })
    }
    await applicant.post(`/cases/${caseNo}/supplement/submit`)
  } catch (error) {
    // Submitted before, without hearing the answer
    if (codeOf(error) !== 'no-open-notice') throw error
  }
}
