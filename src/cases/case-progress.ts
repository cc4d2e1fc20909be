import type { Knex } from 'knex'
import { markCaseClosed, setCaseState, type CaseRow } from '../database/cases.js'
import { subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { deriveCaseState, type SubCaseProgress } from '../domain/case-state.js'

/** Derives the case's state anew from its sub-cases; call it after every change of one of them. */
export async function refreshCaseState (tx: Knex, caseFile: CaseRow): Promise<void> {
  const subCases = await subCasesOf(tx, caseFile.case_no)
  await setCaseState(tx, caseFile.case_no, deriveCaseState(subCases.map(progressOf), {
    isReceived: caseFile.received_at !== null,
    isClosed: caseFile.closed_at !== null
  }))
}

/** Closes a case of which every sub-case has ended; false while one has not. */
export async function closeCase (tx: Knex, caseFile: CaseRow, closedAt: Date): Promise<boolean> {
  const subCases = await subCasesOf(tx, caseFile.case_no)
  if (subCases.some(({ ended_at: endedAt }) => endedAt === null)) return false
  await markCaseClosed(tx, caseFile.case_no, closedAt)
  await refreshCaseState(tx, { ...caseFile, closed_at: closedAt })
  return true
}

function progressOf (subCase: SubCaseRow): SubCaseProgress {
  return {
    state: subCase.state,
    outcome: subCase.outcome,
    isAccepted: subCase.accepted_at !== null,
    isEnded: subCase.ended_at !== null
  }
}
