import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import type { CaseRow } from '../database/cases.js'
import { decisionsOfCase, stepsOfCase, type DecisionOfCase, type StepRow } from '../database/case-timeline.js'
import { documentsOfCase } from '../database/documents.js'
import { elementNamesOf, releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { displayNamesOf } from '../database/accounts.js'
import { organName } from '../domain/organs.js'
import { permitName } from '../domain/subject-names.js'

/** One line of a case's progress: when, what happened, who did it (an organ for the applicant, the person for staff). */
export interface TimelineEntry {
  at: Date
  kind: 'step' | 'document' | 'decision' | 'submission'
  what: string
  who: string | null
  subCaseNo: string | null
  documentNo: string | null
}

const decisionWords: Record<DecisionOfCase['decision'], string> = { granted: '准予许可', refused: '不予许可', filed: '备案完成' }

/**
 * A case's progress, oldest first, from what the engine recorded, the documents issued and the decisions made. Steps are called what the
 * published models call them; steps without a name are left out. `namesPeople`: staff see who completed a task, and papers to others than the applicant.
 */
export async function caseTimeline (tx: Knex, caseFile: CaseRow, { namesPeople }: { namesPeople: boolean }): Promise<TimelineEntry[]> {
  const industry = await releaseOf(tx, caseFile.release_id)
  const entries = [
    submissionEntry(caseFile),
    ...await stepEntries(tx, caseFile, industry, namesPeople),
    ...(await documentsOfCase(tx, caseFile.case_no)).filter(({ addressee }) => namesPeople || addressee === null).map((document): TimelineEntry => ({
      at: document.issued_at,
      kind: 'document',
      what: document.title,
      who: organName(industry, document.department, document.region),
      subCaseNo: document.sub_case_no,
      documentNo: document.document_no
    })),
    ...(await decisionsOfCase(tx, caseFile.case_no)).map((decision): TimelineEntry => ({
      at: decision.decidedAt,
      kind: 'decision',
      what: `${permitName(industry, decision.permit)}：${decisionWords[decision.decision]}`,
      who: organName(industry, decision.department, decision.region),
      subCaseNo: decision.subCaseNo,
      documentNo: null
    }))
  ]
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function submissionEntry (caseFile: CaseRow): TimelineEntry {
  return { at: caseFile.submitted_at, kind: 'submission', what: '提交申请', who: caseFile.holder_name, subCaseNo: null, documentNo: null }
}

async function stepEntries (tx: Knex, caseFile: CaseRow, industry: PublishedIndustry, namesPeople: boolean): Promise<TimelineEntry[]> {
  const names = await elementNamesOf(tx, caseFile.release_id)
  const steps = await stepsOfCase(tx, caseFile.case_no)
  const subCases = new Map((await subCasesOf(tx, caseFile.case_no)).map((subCase) => [subCase.sub_case_no, subCase]))
  const people = namesPeople ? await displayNamesOf(tx, [...new Set(steps.flatMap(({ assignee }) => assignee ?? []))]) : new Map<string, string>()
  const whoOf = (step: StepRow): string | null => {
    if (step.assignee !== null && people.has(step.assignee)) return people.get(step.assignee)!
    const subCase = step.subCaseNo === null ? undefined : subCases.get(step.subCaseNo)
    return step.elementType === 'USER_TASK' && subCase !== undefined ? organName(industry, subCase.department, subCase.region) : null
  }
  return steps.flatMap((step) => {
    const name = names[step.processId]?.[step.elementId]
    if (name === undefined) return []
    const permit = step.subCaseNo === null ? undefined : subCases.get(step.subCaseNo)?.permit
    const what = permit === undefined ? name : `${permitName(industry, permit)}：${name}`
    return [{ at: step.at, kind: 'step' as const, what, who: whoOf(step), subCaseNo: step.subCaseNo, documentNo: null }]
  })
}
