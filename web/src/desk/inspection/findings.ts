import type { TaskDetail } from '../../api/types.ts'
import type { FormComponent, FormSchema } from '../task/form-schema.ts'

export interface Option { value: string, label: string }
export type Stage = 'inspection' | 'recheck'

/** A line of the checklist as the task's form has it. */
export interface Finding { subCaseNo: string, permitName: string, checkItem: string, checkText: string, result: string | null, facts: string, requirement: string }

export interface Checklist { attendance: string | null, findings: Finding[], applicantOpinion: string }

export function stageOf ({ elementId }: TaskDetail): Stage {
  return elementId === 'recheck' ? 'recheck' : 'inspection'
}

export function optionsOf (task: TaskDetail): Option[] {
  return ((task.data.taskView ?? {}) as { options?: Option[] }).options ?? []
}

/** What an item may be judged: as the form of the task has it, or as the task itself says (the re-check). */
export function resultsOf (task: TaskDetail): Option[] {
  return resultField((task.form as unknown as FormSchema | null)?.components ?? [])?.values as Option[] | undefined ?? optionsOf(task)
}

function resultField (components: FormComponent[]): FormComponent | undefined {
  return components.find(({ key }) => key === 'result') ?? components.map(({ components: inner = [] }) => resultField(inner)).find((found) => found !== undefined)
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
