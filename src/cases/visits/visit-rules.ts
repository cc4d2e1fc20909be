import type { Knex } from 'knex'
import { teamOf, type InspectorAccount } from '../../database/inspector-bookings.js'
import type { StaffMember } from '../../database/staff.js'
import { subCaseNosOfVisit } from '../../database/visits.js'
import { checkFindings, reasonNotPossible, type FindingsCheck } from '../../domain/findings.js'
import { refusalCodeOf } from '../../domain/task-refusals.js'
import { checkVisitPlan, type VisitPlanCheck } from '../../domain/visit-plan.js'
import { candidateGroup } from '../../domain/places.js'
import { ServiceError } from '../../errors.js'
import { itemsToJudge, itemsToRecheck, loadVisit, type OpenVisit } from './open-visit.js'
import { proposeVisit } from './visit-proposal.js'

type Variables = Record<string, unknown>
interface VisitTask { open: OpenVisit, variables: Variables, actor: StaffMember, now: Date }

const visitTasks: Record<string, (tx: Knex, task: VisitTask) => Promise<string[]>> = {
  'confirm-visit': organiserProblems,
  inspect: inspectionProblems,
  recheck: recheckProblems
}

/**
 * Whether `actor` may complete a task of a joint visit with these variables. Asked by the desk before it completes and by the worker
 * behind the task. With every permit withdrawn anything is allowed: the worker drops the visit.
 * @throws ServiceError `visit-not-found` for a task that belongs to no visit, `visit-not-allowed` or `findings-not-allowed`, `details.reason` is Chinese text, `details.problems` its parts
 */
export async function checkVisitTask (
  tx: Knex, elementId: string, context: { caseNo: string, visitNo?: string | undefined, now: Date }, variables: Variables, actor: StaffMember
): Promise<void> {
  const problemsOf = visitTasks[elementId]
  if (problemsOf === undefined) throw new Error(`no rule for user task ${elementId}`)
  if (context.visitNo === undefined) throw new ServiceError('visit-not-found')
  const open = await loadVisit(tx, context.visitNo)
  if (open.visit.case_no !== context.caseNo) throw new Error(`${context.visitNo} is no visit of case ${context.caseNo}`)
  if (open.permits.length === 0) return
  const problems = await problemsOf(tx, { open, variables, actor, now: context.now })
  if (problems.length > 0) throw new ServiceError(refusalCodeOf(elementId), { reason: problems.join('；'), problems })
}

/** The organiser's plan as things stand now: with what the other visits have booked and what is possible within the limit. */
export async function checkPlanOf (tx: Knex, open: OpenVisit, variables: Variables, now: Date): Promise<{ check: VisitPlanCheck, inspectors: InspectorAccount[] }> {
  const { permits, inspectors, slots } = await proposeVisit(tx, open, now)
  return { check: checkVisitPlan(variables, { now, permits, inspectors, isInTimePossible: slots.some(({ isLate }) => !isLate) }), inspectors }
}

/** The findings entered, without those about permits that took part once and have ended since. */
export async function checkFindingsOf (tx: Knex, open: OpenVisit, variables: Variables, stage: 'inspection' | 'recheck'): Promise<FindingsCheck> {
  const items = stage === 'inspection' ? itemsToJudge(open) : await itemsToRecheck(tx, open)
  const taking = new Set(open.permits.map(({ subCase }) => subCase.sub_case_no))
  const former = new Set<unknown>((await subCaseNosOfVisit(tx, open.visit.visit_no)).filter((subCaseNo) => !taking.has(subCaseNo)))
  const entered = Array.isArray(variables.findings) ? variables.findings.filter((entry) => !former.has(entry?.subCaseNo)) : variables.findings
  return checkFindings(entered, items, stage)
}

async function organiserProblems (tx: Knex, { open, variables, actor, now }: VisitTask): Promise<string[]> {
  const group = candidateGroup(open.visit.department, 'organiser', open.visit.region)
  if (!actor.groups.includes(group)) return ['只有牵头部门的联合核查组织人才能安排核查']
  return (await checkPlanOf(tx, open, variables, now)).check.problems
}

async function inspectionProblems (tx: Knex, { open, variables, actor }: VisitTask): Promise<string[]> {
  const outsider = await outsiderProblem(tx, open, actor)
  if (outsider.length > 0) return outsider
  if (variables.attendance === 'not-possible') return reasonNotPossible(variables) === undefined ? ['未能核查的，请写明原因'] : []
  if (variables.attendance !== 'held') return ['请选择是否完成现场核查']
  return (await checkFindingsOf(tx, open, variables, 'inspection')).problems
}

async function recheckProblems (tx: Knex, { open, variables, actor }: VisitTask): Promise<string[]> {
  const outsider = await outsiderProblem(tx, open, actor)
  return outsider.length > 0 ? outsider : (await checkFindingsOf(tx, open, variables, 'recheck')).problems
}

async function outsiderProblem (tx: Knex, { visit }: OpenVisit, actor: StaffMember): Promise<string[]> {
  const team = await teamOf(tx, visit.visit_no)
  return team.some(({ accountId }) => accountId === actor.accountId) ? [] : ['只有本次核查的核查组成员才能填写核查记录']
}
