import type { Knex } from 'knex'
import { accountsToTell } from '../../database/account-lookup.js'
import type { OpenTaskOfCase } from '../../database/case-overview.js'
import type { CaseRow } from '../../database/cases.js'
import type { SubCaseRow } from '../../database/sub-cases.js'
import type { Audience } from '../../domain/watch/watch-steps.js'
import { candidateGroup } from '../../domain/places.js'

export interface ToldAbout { caseFile: CaseRow, subCase: SubCaseRow | undefined, tasks: OpenTaskOfCase[] }

/** The accounts that a step is told to. What is about the whole case concerns the window. */
export async function accountsOf (tx: Knex, audiences: readonly Audience[], about: ToldAbout): Promise<number[]> {
  const groups = audiences.flatMap((audience) => groupsOf(audience, about))
  const logins = audiences.includes('task-holders') ? tasksAbout(about).flatMap(({ assignee }) => assignee ?? []) : []
  const told = groups.length + logins.length === 0 ? [] : await accountsToTell(tx, { groups, logins })
  return audiences.includes('applicant') ? [about.caseFile.account_id, ...told] : told
}

function groupsOf (audience: Audience, about: ToldAbout): string[] {
  const { caseFile, subCase } = about
  switch (audience) {
    case 'applicant': return []
    case 'supervisors': return ['supervisor']
    case 'approvers': return subCase === undefined ? [] : [candidateGroup(subCase.department, 'approver', subCase.region)]
    case 'task-holders': return holders(about, subCase === undefined ? candidateGroup('gov-services', 'intake', caseFile.region) : candidateGroup(subCase.department, 'reviewer', subCase.region))
  }
}

/** Whoever may take the tasks that nobody has taken; without a task those who would have to see to it. */
function holders (about: ToldAbout, otherwise: string): string[] {
  const tasks = tasksAbout(about)
  return tasks.length === 0 ? [otherwise] : tasks.filter(({ assignee }) => assignee === null).flatMap(({ candidateGroups }) => candidateGroups)
}

function tasksAbout ({ tasks, subCase }: ToldAbout): OpenTaskOfCase[] {
  return subCase === undefined ? [] : tasks.filter(({ subCaseNo }) => subCaseNo === subCase.sub_case_no)
}
