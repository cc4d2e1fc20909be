import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { submitApplication } from '../../src/cases/submit-application.js'
import { insertApplication, putApplicationMaterial, saveDraft, type TakenIn } from '../../src/database/applications.js'
import { applicantOf, insertWindowApplicant } from '../../src/database/window-applicants.js'
import { recordStoredFile } from '../../src/database/stored-files.js'
import { releaseOf, latestRelease } from '../../src/database/releases.js'
import { addDemoCertificates } from '../../src/demo/demo-certificates.js'
import { samplePdf } from '../../src/demo/sample-pdf.js'
import type { Story } from '../../src/demo/story.js'
import { answerTask, storyProgress, type StoryProgress, type TaskForm } from '../../src/demo/task-answers.js'
import { materialsFor, materialsToHandIn } from '../../src/domain/materials.js'
import type { Clock } from '../../src/domain/time.js'
import { TaskGone } from '../../src/engine/errors.js'
import { windowGroup } from './api/window.js'
import type { TestPlatform } from './platform.js'

/** As much of a platform as submitting an application and doing its tasks takes. */
export type CasePlatform = Pick<TestPlatform, 'database' | 'engine' | 'epoch' | 'files'> & { clock: Clock }

/** An open task as the projection and the task view know it. */
export interface OpenTask {
  key: string
  elementId: string
  elementInstanceKey: string
  groups: string[]
  caseNo: string
  subCaseNo: string | null
  permit: string | null
  form: TaskForm
}

/** Submits a story's application and returns its case number; at a window: for somebody without account, by the clerk of this login. */
export async function submitStory (platform: CasePlatform, story: Story, options: { login?: string, atWindowBy?: string } = {}): Promise<string> {
  const { database, files, clock } = platform
  const account = await database('account').where({ login: options.atWindowBy ?? options.login ?? 'applicant-1' }).first<{ id: number }>('id')
  const inPerson = options.atWindowBy === undefined ? undefined : await visitorAt(platform, account.id)
  await addDemoCertificates(database, { usci: String(story.form.usci), name: String(story.form.entity_name) })
  const application = await insertApplication(database, { accountId: account.id, industry: story.industry, now: clock.now(), ...inPerson })
  await saveDraft(database, application.id, story, clock.now())
  const content = await samplePdf('material')
  const { hash } = await files.put(content)
  await recordStoredFile(database, { hash, sizeBytes: content.length, mediaType: 'application/pdf' })
  for (const materialId of await materialsOfStory(database, story)) {
    await putApplicationMaterial(database, application.id, { materialId, hash, fileName: `${materialId}.pdf`, now: clock.now() })
  }
  const { caseNo } = await submitApplication(database, {
    applicationId: application.id, by: { id: account.id, kind: inPerson === undefined ? 'applicant' : 'staff', groups: [windowGroup] }, idempotencyKey: application.id, publicUrl: 'http://localhost'
  }, clock)
  return caseNo
}

/** A file without login, and its application taken in by this clerk. */
async function visitorAt ({ database, clock }: CasePlatform, clerk: number): Promise<{ accountId: number, takenIn: TakenIn }> {
  return await database.transaction(async (tx) => {
    const reference = await insertWindowApplicant(tx, { name: '王芳', idNumber: '11010519491231002X', phone: '13800000021', businesses: [] }, { by: clerk, at: clock.now() })
    const { id } = (await applicantOf(tx, reference))!
    return { accountId: id, takenIn: { region: '410202', by: clerk, agent: null, form: {} } }
  })
}

async function materialsOfStory (database: Knex, story: Story): Promise<string[]> {
  const release = await latestRelease(database, story.industry)
  const industry = await releaseOf(database, release!.id)
  const needed = materialsFor(industry, story.permits, { ...story.answers, ...story.form }, story.commitments)
  return materialsToHandIn(needed)
    .filter(({ materialId, required, dataSharing }) => required && dataSharing.available !== 'yes' && !story.omit.includes(materialId) && !story.tolerated.includes(materialId))
    .map(({ materialId }) => materialId)
}

/** The open tasks of a case, oldest first. */
export async function openTasks ({ database, epoch }: CasePlatform, caseNo: string): Promise<OpenTask[]> {
  return await database('user_task').join('task_view', (on) => {
    on.on('task_view.epoch', 'user_task.epoch').andOn('task_view.element_instance_key', 'user_task.element_instance_key')
  }).leftJoin('sub_case', 'sub_case.sub_case_no', 'task_view.sub_case_no')
    .where({ 'user_task.epoch': epoch, 'user_task.state': 'created', 'task_view.case_no': caseNo })
    .orderBy('user_task.created_at')
    .select({
      key: 'user_task.user_task_key',
      elementId: 'user_task.element_id',
      elementInstanceKey: 'user_task.element_instance_key',
      groups: 'user_task.candidate_groups',
      caseNo: 'task_view.case_no',
      subCaseNo: 'task_view.sub_case_no',
      permit: 'sub_case.permit',
      form: 'task_view.view'
    })
}

/** Waits for the open task of an element (and permit). */
export async function taskOf (platform: CasePlatform, caseNo: string, elementId: string, permit?: string): Promise<OpenTask> {
  return await until(async () => (await openTasks(platform, caseNo))
    .find((task) => task.elementId === elementId && (permit === undefined || task.permit === permit)),
  `task ${elementId}${permit === undefined ? '' : ` of ${permit}`}`)
}

/** Completes a task as Tasklist does: assigned to a login, then completed with whatever variables. */
export async function completeAs (platform: CasePlatform, task: OpenTask, login: string, variables: Record<string, unknown>): Promise<void> {
  await platform.engine.assignTask(task.key, login)
  await platform.engine.completeTask(task.key, variables)
}

/** A member of the task's group. */
export async function memberOf ({ database }: CasePlatform, task: OpenTask): Promise<string> {
  const [login] = await database('account').join('account_group', 'account_group.account_id', 'account.id')
    .whereIn('account_group.group_name', task.groups).orderBy('account.login').pluck<string[]>('account.login')
  if (login === undefined) throw new Error(`nobody is in ${task.groups.join(', ')}`)
  return login
}

/** The inspection is done by somebody of its team; every other task by a member of its group. */
export async function performerOf (platform: CasePlatform, task: OpenTask): Promise<string> {
  if (task.elementId !== 'inspect' && task.elementId !== 'recheck') return await memberOf(platform, task)
  const { login } = await platform.database('visit').join('account', 'account.id', 'visit.leader')
    .where('visit.case_no', task.caseNo).orderBy('visit.round', 'desc').first<{ login: string }>('account.login')
  return login
}

/** Does every task that comes up, as the story says, but those that `isLeft` names, until `isDone`. */
export async function playCase (
  platform: CasePlatform, caseNo: string, story: Story, isDone: () => Promise<boolean>, progress: StoryProgress = storyProgress(),
  isLeft: (task: OpenTask) => boolean = () => false
): Promise<void> {
  const done = new Set<string>()
  await until(async () => {
    for (const task of await openTasks(platform, caseNo)) {
      if (done.has(task.key) || task.elementId.startsWith('post-check') || isLeft(task)) continue
      done.add(task.key)
      await completeAs(platform, task, await performerOf(platform, task), answerTask(task, task.form, story, progress)).catch(unlessGone)
    }
    return await isDone() ? true : undefined
  }, `case ${caseNo} to get there`)
}

/** A task may be shown open for a moment after its permit was withdrawn. */
function unlessGone (error: unknown): void {
  if (!(error instanceof TaskGone)) throw error
}

/** Asks again until there is an answer; fails after `timeoutMs` saying what it waited for. */
export async function until<T> (ask: () => Promise<T | undefined>, what: string, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`)
    await delay(50)
  }
}

export async function caseState ({ database }: CasePlatform, caseNo: string): Promise<string> {
  return (await database('case_file').where({ case_no: caseNo }).first<{ state: string }>('state')).state
}
