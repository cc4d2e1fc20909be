import type { Knex } from 'knex'
import { latestOpinion } from '../database/decisions.js'
import { hearingRightsOf } from '../database/hearing-rights.js'
import { handlingOpinionsOf } from '../database/handling-opinions.js'
import { postCheckOfSubCase } from '../database/post-checks.js'
import type { StaffMember } from '../database/staff.js'
import { visitConclusionOf } from '../database/visits.js'
import { isBlank } from '../domain/blank.js'
import { checkDecision, checkOpinion, checkSpotDecision, checkVerdict, type GrantSight, type Refusal, type VisitSight } from '../domain/decision-rules.js'
import { deciderRoleOf } from '../domain/handling.js'
import { readJudgedItems, type JudgedItem } from '../domain/judged-item.js'
import { checkPostCheck, checkRecheck } from '../domain/post-check.js'
import { checkRevocation } from '../domain/revocation.js'
import { procedureRoleOf, procedureTasks } from '../domain/special-procedures.js'
import type { StatementSight } from '../domain/statement.js'
import { nameProblem } from '../domain/names.js'
import { findUnfit } from '../domain/storable-text.js'
import { subjectName } from '../domain/subject-names.js'
import { refusalCodeOf } from '../domain/task-refusals.js'
import { civilDateOf } from '../domain/time.js'
import { candidateGroup } from '../domain/places.js'
import { ServiceError } from '../errors.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { checkSightOf, loadPermitContext, type PermitContext } from './permit-context.js'
import { ungrantedPrior } from './prior-permits.js'
import { revocationSightOf } from './revocation-sight.js'
import { checkProcedureTask, isInProcedure, proceduresToCallFor } from './special-procedures.js'
import { statementSightOf } from './statement-sight.js'
import { outstandingMaterials } from './tolerated-materials.js'
import { checkVisitTask } from './visits/visit-rules.js'

/** A user task and what it is about; `now` is the moment it is judged at (a visit must lie ahead). */
export interface TaskSubject { elementId: string, caseNo: string, subCaseNo?: string | undefined, visitNo?: string | undefined, now: Date }

interface PermitTaskRule {
  role (context: PermitContext): 'reviewer' | 'approver' | 'inspector' | 'intake' | 'hearing-chair'
  check (tx: Knex, context: PermitContext, variables: Record<string, unknown>, actor: StaffMember, now: Date): Promise<Refusal> | Refusal
}

const permitTasks: Record<string, PermitTaskRule> = {
  'pre-review': {
    role: () => 'reviewer',
    check: async (tx, context, { verdict, reasons, verdicts }) =>
      checkVerdict({ verdict, reasons, verdicts: judgedItems(context, verdicts) }, await checkSightOf(tx, context))
  },
  'decide-on-the-spot': {
    role: ({ permit }) => deciderRoleOf(permit),
    check: async (tx, context, { decision, reasons, verdicts }) =>
      checkSpotDecision({ decision, reasons, verdicts: judgedItems(context, verdicts) },
        { ...await checkSightOf(tx, context), isFiling: context.permit.kind === '备案', ungrantedPrior: await ungrantedPrior(tx, context) })
  },
  'confirm-non-acceptance': {
    role: () => 'approver',
    check: async (tx, { subCase }, variables, actor) => checkConfirmation(variables, actor, await proposerOf(tx, subCase.sub_case_no))
  },
  review: {
    role: () => 'reviewer',
    check: async (tx, context, { opinion, reasons }, _actor, now) => checkOpinion({ opinion, reasons }, {
      ...await grantSightOf(tx, context),
      today: civilDateOf(now),
      procedures: await proceduresToCallFor(tx, context),
      isInProcedure: await isInProcedure(tx, context.subCase)
    })
  },
  decide: {
    role: () => 'approver',
    check: async (tx, context, { decision, reasons }, actor, now) => checkDecision({ decision, reasons, decidedBy: actor.login }, {
      ...await grantSightOf(tx, context),
      ...await reviewSightOf(tx, context),
      isInProcedure: await isInProcedure(tx, context.subCase),
      hearingRights: (await hearingRightsOf(tx, context.subCase.sub_case_no)).map(({ state, apply_by: applyBy }) => ({ state, applyBy })),
      today: civilDateOf(now),
      statutoryDueOn: context.subCase.statutory_due_on
    })
  },
  'hand-over': { role: () => 'intake', check: (_tx, _context, variables) => checkHandOver(variables) },
  'post-check': { role: () => 'inspector', check: (_tx, _context, variables) => checkPostCheck(variables) },
  'post-check-recheck': {
    role: () => 'inspector',
    check: async (tx, { subCase }, variables, _actor, now) => {
      const { correction_due_on: correctionDueOn } = await postCheckOfSubCase(tx, subCase.sub_case_no)
      return checkRecheck(variables, { today: civilDateOf(now), correctionDueOn })
    }
  },
  'decide-revocation': {
    role: () => 'approver',
    check: async (tx, context, variables, actor, now) => checkRevocation(variables, await revocationSightOf(tx, context, actor.login, now))
  },
  ...Object.fromEntries(procedureTasks.map((elementId): [string, PermitTaskRule] => [elementId, {
    role: () => procedureRoleOf(elementId),
    check: async (tx, context, variables, actor, now) => await checkProcedureTask(tx, elementId, context, variables, { actor, now })
  }]))
}

/** Of one text that a clerk writes; it goes on documents. */
const longestText = 10_000

/**
 * Whether `actor` may complete the task with these variables. The desk asks before it completes, the worker behind the task asks
 * again, so that a decision made in Tasklist is bound by the same law.
 * @throws ServiceError `decision-not-allowed`, `visit-not-allowed` or `findings-not-allowed` with `details.reason` in Chinese
 */
export async function checkTaskCompletion (
  tx: Knex.Transaction, task: TaskSubject, variables: Record<string, unknown>, actor: StaffMember
): Promise<void> {
  const unfit = findUnfit(variables, longestText)
  if (unfit !== undefined) throw new ServiceError(refusalCodeOf(task.elementId), { reason: `填写的内容${unfit.problem}` })
  const rule = permitTasks[task.elementId]
  if (rule === undefined || task.subCaseNo === undefined) {
    await checkVisitTask(tx, task.elementId, { caseNo: task.caseNo, visitNo: task.visitNo, now: task.now }, variables, actor)
    return
  }
  const context = await loadPermitContext(tx, task.subCaseNo)
  const group = taskGroup(task.elementId, rule.role(context), context)
  const refusal = actor.groups.includes(group)
    ? await rule.check(tx, context, variables, actor, task.now)
    : `您不在${group}组内，不能办理此任务`
  if (refusal !== undefined) throw new ServiceError(refusalCodeOf(task.elementId), { reason: refusal })
}

/** The window hands over for all departments, where the case was taken in; everything else is the permit's own department. */
function taskGroup (elementId: string, role: string, { subCase, caseFile }: PermitContext): string {
  return elementId === 'hand-over' ? candidateGroup('gov-services', 'intake', caseFile.region) : candidateGroup(subCase.department, role, subCase.region)
}

/** With the catalogue's names: a form hands on only what it has a field for. */
function judgedItems ({ industry }: PermitContext, verdicts: unknown): JudgedItem[] {
  return readJudgedItems(verdicts, industry.reasons).map((item) => ({ ...item, name: subjectName(industry, item.kind, item.id) }))
}

async function proposerOf (tx: Knex, subCaseNo: string): Promise<string | undefined> {
  return (await handlingOpinionsOf(tx, subCaseNo)).findLast(({ step }) => step === 'non-acceptance-proposed')?.givenBy
}

/** What stands against a grant, for the permit's own stage: the preparation depends on nobody. */
export async function grantSightOf (tx: Knex, context: PermitContext): Promise<GrantSight> {
  return {
    outstanding: await outstandingMaterials(tx, context),
    visit: await visitSightOf(tx, context.subCase),
    ungrantedPrior: context.subCase.stage === 'preparation' ? undefined : await ungrantedPrior(tx, context)
  }
}

/** Who reviewed, and how the hearing of the party stands when the review proposes a refusal. */
async function reviewSightOf (tx: Knex, { subCase }: PermitContext): Promise<{ reviewedBy: string | undefined, statement: StatementSight | undefined }> {
  const opinion = await latestOpinion(tx, subCase.sub_case_no)
  const statement = opinion?.opinion === 'refuse' ? await statementSightOf(tx, subCase, 'refuse') : undefined
  return { reviewedBy: opinion?.reviewed_by, statement }
}

/** What the joint visit found about a permit that needs one. */
export async function visitSightOf (tx: Knex, subCase: SubCaseRow): Promise<VisitSight> {
  if (!subCase.needs_visit) return 'not-needed'
  if (!subCase.visit_concluded) return 'awaited'
  return await visitConclusionOf(tx, subCase.sub_case_no) === 'passed' ? 'passed' : 'failed'
}

/** 受理审查人与决定人不是同一人 (lifecycle: reviewer, approver). */
function checkConfirmation ({ confirmation, reasons }: Record<string, unknown>, { login }: StaffMember, proposer: string | undefined): Refusal {
  if (confirmation !== 'confirmed' && confirmation !== 'returned') return '请选择确认或退回'
  if (confirmation === 'confirmed' && login === proposer) return '提请人与决定人不得为同一人'
  return !isBlank(reasons) ? undefined : '请写明理由和依据'
}

function checkHandOver ({ receivedBy, identityChecked }: Record<string, unknown>): Refusal {
  if (isBlank(receivedBy)) return '请填写签收人'
  const problem = nameProblem(receivedBy)
  if (problem !== undefined) return `签收人的姓名${problem}`
  return identityChecked === true ? undefined : '请先核对签收人身份'
}
