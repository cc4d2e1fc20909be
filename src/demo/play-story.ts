import { setTimeout as delay } from 'node:timers/promises'
import type { CaseAnswer, DocumentBrief, TaskBrief } from './api-shapes.js'
import { applyAsTold, materialFile } from './apply.js'
import type { Cast, Player } from './cast.js'
import { HttpFailure } from './http-session.js'
import type { Story } from './story.js'
import { answerTask, storyProgress, type StoryProgress, type TaskForm } from './task-answers.js'

export interface Narrator { say (who: string, what: string): void }

export interface Played { caseNo: string, licenceNo: string | null, documents: DocumentBrief[] }

const pauseMs = 150
const endStates = new Set(['closed', 'withdrawn', 'terminated', 'non-accepted'])

/** Plays a story from the guide to the closed case, every step over HTTP by the person who would take it. */
export async function playStory (cast: Cast, story: Story, narrator: Narrator, signal: AbortSignal): Promise<Played> {
  const applicant = await cast.player('applicant-1')
  const applied = await applyAsTold(applicant.session, story)
  narrator.say('申请人', `提交申请：${story.permits.length} 个事项、${applied.handedIn} 份材料${applied.leftOut.length > 0 ? `（缺 ${applied.leftOut.join('、')}）` : ''}，办件编号 ${applied.caseNo}`)
  const stage: Stage = {
    cast, applicant, story, narrator, caseNo: applied.caseNo, progress: storyProgress(), leader: null, told: new Set(), worked: new Set()
  }
  const watchers = await cast.watchers(applied.departments)
  for (;;) {
    if (signal.aborted) throw new Error('interrupted')
    const caseNow = await applicant.session.get<CaseAnswer>(`/cases/${applied.caseNo}`)
    const documents = await tellDocuments(stage)
    if (endStates.has(caseNow.state)) {
      narrator.say('平台', `办件${caseNow.stateName}`)
      return { caseNo: applied.caseNo, licenceNo: caseNow.licenceNo, documents }
    }
    await applicantsTurn(stage, caseNow)
    for (const watcher of watchers) await workOff(stage, watcher)
    await delay(pauseMs)
  }
}

interface Stage {
  cast: Cast
  applicant: Player
  story: Story
  narrator: Narrator
  caseNo: string
  progress: StoryProgress
  /** Who leads the visit, as the organiser set it: the one who writes the record. */
  leader: string | null
  told: Set<string>
  worked: Set<string>
}

async function tellDocuments ({ applicant, caseNo, told, narrator }: Stage): Promise<DocumentBrief[]> {
  const { documents } = await applicant.session.get<{ documents: DocumentBrief[] }>(`/cases/${caseNo}/documents`)
  for (const { documentNo, title, organ } of documents) {
    if (told.has(documentNo)) continue
    told.add(documentNo)
    narrator.say(organ, `《${title}》${documentNo}`)
  }
  return documents
}

async function applicantsTurn (stage: Stage, { supplement, visit }: CaseAnswer): Promise<void> {
  const { applicant: { session }, caseNo, narrator } = stage
  if (supplement !== null && !stage.worked.has(supplement.noticeNo)) {
    stage.worked.add(supplement.noticeNo)
    for (const { kind, id } of supplement.items) {
      if (kind === 'material') await session.upload(`/cases/${caseNo}/supplement/materials/${id}`, await materialFile(id))
      else await session.put(`/cases/${caseNo}/supplement/fields`, { fields: { [id]: stage.story.form[id] } })
    }
    await session.post(`/cases/${caseNo}/supplement/submit`)
    narrator.say('申请人', `一次补齐 ${supplement.items.length} 项：${supplement.items.map(({ name }) => name).join('、')}`)
  }
  if (visit?.state === 'rectifying' && visit.reportedAt === null) {
    const done = stage.story.rectify.map(({ requirement }) => `已${requirement}`).join('；')
    await session.post(`/cases/${caseNo}/rectification`, { done })
    narrator.say('申请人', `报告整改完成：${done}`)
  }
}

async function workOff (stage: Stage, watcher: Player): Promise<void> {
  const { items } = await watcher.session.get<{ items: TaskBrief[] }>(`/tasks?caseNo=${stage.caseNo}&limit=100`)
  for (const task of items) {
    if (stage.worked.has(task.key) || task.elementId.startsWith('post-check')) continue
    const performer = await performerOf(stage, task, watcher)
    const { data } = await performer.session.get<{ data: TaskForm }>(`/tasks/${task.key}`)
    const variables = answerTask(task, data, stage.story, stage.progress)
    await performer.session.post(`/tasks/${task.key}/claim`)
    await performer.session.post(`/tasks/${task.key}/complete`, { variables })
    stage.worked.add(task.key)
    if (task.elementId === 'confirm-visit') stage.leader = String(variables.leader)
    stage.narrator.say(performer.displayName, `${task.permitName === null ? '' : `${task.permitName}：`}${task.name}${outcomeOf(variables, data)}`)
  }
}

/** The record of a visit is written by its leader; everything else by whoever of the group saw the task. */
async function performerOf ({ cast, leader }: Stage, task: TaskBrief, watcher: Player): Promise<Player> {
  return leader !== null && (task.elementId === 'inspect' || task.elementId === 'recheck') ? await cast.player(leader) : watcher
}

/** What was chosen, in the words of the form. */
function outcomeOf (variables: Record<string, unknown>, { taskView: { options } }: TaskForm): string {
  const chosen = [variables.decision, variables.verdict, variables.opinion, variables.confirmation, variables.attendance]
    .find((value) => typeof value === 'string')
  const option = (options as { value: string, label: string }[]).find(({ value }) => value === chosen)
  return option === undefined ? '' : ` → ${option.label}`
}

/** A failed call with what the API said, for the person who runs the demonstration. */
export function describeFailure (error: unknown): string {
  if (error instanceof HttpFailure) return `${error.message}`
  return error instanceof Error ? error.message : String(error)
}
