import type { TaskDetail } from '../../api/types.ts'

export type Stage = 'inspection' | 'recheck'

/** A line of the checklist as the task's form has it. */
export interface Finding { subCaseNo: string, permitName: string, checkItem: string, checkText: string, result: string | null, facts: string, requirement: string }

export interface Checklist { attendance: string | null, findings: Finding[], applicantOpinion: string }

/** As in bpmn/shared/inspect.form; the re-check's results come with its task. */
const inspectionResults = [
  { value: 'passed', label: '合格' }, { value: 'mended-on-the-spot', label: '当场整改合格' }, { value: 'rectify', label: '需整改' }, { value: 'failed', label: '不合格' }, { value: 'not-applicable', label: '不适用' }
]

export function stageOf ({ elementId }: TaskDetail): Stage {
  return elementId === 'recheck' ? 'recheck' : 'inspection'
}

export function optionsOf (task: TaskDetail): { value: string, label: string }[] {
  return ((task.data.taskView ?? {}) as { options?: { value: string, label: string }[] }).options ?? []
}

export function resultsOf (task: TaskDetail): { value: string, label: string }[] {
  return stageOf(task) === 'recheck' ? optionsOf(task) : inspectionResults
}

/** What is filled in so far, here, at the task's form or on another device. */
export function checklistFrom (data: Record<string, unknown>): Checklist {
  const { attendance, findings, applicantOpinion } = data
  return {
    attendance: typeof attendance === 'string' ? attendance : null,
    findings: (Array.isArray(findings) ? findings as Partial<Finding>[] : []).map((one) => ({
      subCaseNo: one.subCaseNo ?? '', permitName: one.permitName ?? '', checkItem: one.checkItem ?? '', checkText: one.checkText ?? '', result: one.result ?? null, facts: one.facts ?? '', requirement: one.requirement ?? ''
    })),
    applicantOpinion: typeof applicantOpinion === 'string' ? applicantOpinion : ''
  }
}

export function wantsFacts ({ result }: Finding): boolean {
  return result === 'rectify' || result === 'failed' || result === 'mended-on-the-spot'
}

export function wantsRequirement ({ result }: Finding, stage: Stage): boolean {
  return stage === 'inspection' && (result === 'rectify' || result === 'failed')
}

export function isJudged (finding: Finding, stage: Stage): boolean {
  return finding.result !== null && (!wantsFacts(finding) || finding.facts.trim() !== '') && (!wantsRequirement(finding, stage) || finding.requirement.trim() !== '')
}

/** The variables with which the task's form would complete it: what the form hides is left out. */
export function variablesOf ({ attendance, findings, applicantOpinion }: Checklist, stage: Stage): Record<string, unknown> {
  const judged = findings.map((finding) => {
    const { facts, requirement, ...rest } = finding
    return { ...rest, ...(wantsFacts(finding) ? { facts } : {}), ...(wantsRequirement(finding, stage) ? { requirement } : {}) }
  })
  if (stage === 'recheck') return { findings: judged }
  return { attendance, ...(attendance === 'held' ? { findings: judged } : {}), applicantOpinion }
}

/** What is missing, as the person reads it, with the element to go to; the server judges again. */
export function firstProblem (checklist: Checklist, stage: Stage): { text: string, target: string } | undefined {
  const { attendance, findings, applicantOpinion } = checklist
  if (stage === 'inspection' && attendance === null) return { text: '请选择核查情况', target: 'attendance' }
  if (attendance === 'not-possible') return applicantOpinion.trim() === '' ? { text: '请写明到场无法核查的原因', target: 'applicant-opinion' } : undefined
  const missing = findings.findIndex((finding) => !isJudged(finding, stage))
  return missing < 0 ? undefined : { text: `第 ${missing + 1} 项还没有填好`, target: `item-${missing}` }
}
