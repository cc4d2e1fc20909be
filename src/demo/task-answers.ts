import type { Story } from './story.js'

/** A task's form data as the platform hands it out: `taskView` and the prefilled values. */
export interface TaskForm {
  taskView: { options: { value: string }[], permitName: string | null }
  verdicts?: VerdictRow[] | null
  findings?: FindingRow[] | null
  [prefilled: string]: unknown
}
interface VerdictRow { kind: string, id: string, name?: string, result: string | null, reason?: string | null, howToMend?: string | null }
interface FindingRow { subCaseNo: string, permitName: string, checkItem: string, checkText: string, result: string | null, facts: string, requirement: string }

/** What the story goes wrong with, each once: a material that was mended is in order the next time. */
export interface StoryProgress { rejected: Set<string>, rectified: Set<string> }

export function storyProgress (): StoryProgress {
  return { rejected: new Set(), rectified: new Set() }
}

/** What the clerk, reviewer, approver, organiser or inspector enters into a task's form. Throws for a task it doesn't know. */
export function answerTask (
  task: { elementId: string, permit: string | null }, form: TaskForm, story: Story, progress: StoryProgress
): Record<string, unknown> {
  switch (task.elementId) {
    case 'decide-on-the-spot': return spotDecision(task.permit, form, story, progress)
    case 'pre-review': return preReview(task.permit, form, story, progress)
    case 'confirm-non-acceptance': return { confirmation: 'confirmed', reasons: '不属本机关职权' }
    case 'review': return { opinion: form.taskView.options[0]!.value, reasons: '材料真实，符合法定条件、标准' }
    case 'decide': return { decision: form.taskView.options[0]!.value, reasons: '同意审核意见' }
    case 'hand-over': return { receivedBy: '法定代表人', identityChecked: true }
    case 'confirm-visit': return { startsAt: form.startsAt, durationMinutes: form.durationMinutes, team: form.team, leader: form.leader }
    case 'inspect': return { attendance: 'held', findings: inspected(form, story, progress), applicantOpinion: '无异议' }
    case 'recheck': return { findings: (form.findings ?? []).map((finding) => ({ ...finding, result: 'passed' })) }
    case 'post-check':
    case 'post-check-recheck': return { result: 'met', facts: '' }
    case 'decide-revocation': return { decision: 'maintained', reasons: '经复核，符合承诺的内容' }
    default: throw new Error(`the demonstration has no answer for task ${task.elementId}`)
  }
}

function spotDecision (permit: string | null, form: TaskForm, story: Story, progress: StoryProgress): Record<string, unknown> {
  const verdicts = judged(permit, form, story, progress)
  const decision = verdicts.some(({ result }) => result === 'deficient') ? 'deficient' : form.taskView.options[0]!.value
  return { decision, reasons: '', verdicts }
}

function preReview (permit: string | null, form: TaskForm, story: Story, progress: StoryProgress): Record<string, unknown> {
  const verdicts = judged(permit, form, story, progress)
  return { verdict: verdicts.some(({ result }) => result === 'deficient') ? 'deficient' : 'complete', reasons: '', verdicts }
}

function judged (permit: string | null, form: TaskForm, story: Story, progress: StoryProgress): VerdictRow[] {
  return (form.verdicts ?? []).map((row) => {
    const flaw = story.reject.find(({ material, permit: of }) => material === row.id && of === permit)
    if (row.result === 'deficient' || flaw === undefined || progress.rejected.has(row.id)) return { ...row, result: row.result ?? 'ok' }
    progress.rejected.add(row.id)
    return { ...row, result: 'deficient', reason: flaw.reason, howToMend: flaw.howToMend }
  })
}

function inspected (form: TaskForm, story: Story, progress: StoryProgress): FindingRow[] {
  return (form.findings ?? []).map((finding) => {
    const flaw = story.rectify.find(({ checkItem }) => checkItem === finding.checkItem)
    if (flaw === undefined || progress.rectified.has(flaw.checkItem)) return { ...finding, result: 'passed' }
    progress.rectified.add(flaw.checkItem)
    return { ...finding, result: 'rectify', facts: flaw.facts, requirement: flaw.requirement }
  })
}
