import type { Knex } from 'knex'
import { postCheckOfSubCase, type PostCheckRow } from '../../database/post-checks.js'
import { latestStatement } from '../../database/statements.js'
import { groundNames, revocationBases } from '../../domain/revocation.js'
import { civilDateOf, endOfCivilDate, isoAtCivilZone, type CivilDate } from '../../domain/time.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { loadPermitContext, type PermitContext } from '../permit-context.js'
import { correctionReportLine } from '../report-correction.js'
import { statementLine } from '../statement.js'
import { permitTaskData } from './permit-task-view.js'
import type { LabelledValue, TaskData } from './task-view.js'

/** A post-check shows the permit, what to look at, what was found, and its own dates: the permit's limit ended with the decision. */
export async function postCheckTaskData (context: WorkerContext, subCaseNo: string, refusal: string | null): Promise<TaskData> {
  const { tx, job } = context
  const data = await permitTaskData(context, subCaseNo, refusal)
  const permitContext = await loadPermitContext(tx, subCaseNo)
  const check = await postCheckOfSubCase(tx, subCaseNo)
  const { dueOn, text } = deadlineOf(check, job.elementId)
  const isDecision = job.elementId === 'decide-revocation'
  return {
    ...data,
    taskView: {
      ...data.taskView,
      dueAt: isoAtCivilZone(endOfCivilDate(dueOn)),
      deadlineText: text,
      ...isDecision ? decisionSight(check, permitContext) : { checkItems: permitContext.permit.inspection.check_items },
      earlier: [...data.taskView.earlier, ...foundSoFar(check), ...isDecision ? await hearing(tx, check, permitContext) : []]
    }
  }
}

function deadlineOf (check: PostCheckRow, elementId: string): { dueOn: CivilDate, text: string } {
  if (elementId === 'decide-revocation') return { dueOn: check.decision_due_on!, text: '陈述申辩期满后作出决定的期限' }
  if (elementId === 'post-check-recheck' && check.recheck_due_on !== null) return { dueOn: check.recheck_due_on, text: `改正期限到 ${check.correction_due_on} 届满，期满后复查` }
  return { dueOn: check.due_on, text: `事后核查期限 ${check.due_on}` }
}

/** The decider chooses among the bases that there are for what the party was told. */
function decisionSight ({ ground }: PostCheckRow, { permit }: PermitContext): { bases: { value: string, label: string }[], mayBan: boolean } {
  return { bases: revocationBases(ground!, permit), mayBan: ground === 'fraud' && permit.kind !== '备案' }
}

function foundSoFar (check: PostCheckRow): LabelledValue[] {
  const { facts, checked_at: checkedAt, correction_due_on: correctionDueOn, recheck_facts: recheckFacts, rechecked_at: recheckedAt } = check
  if (checkedAt === null) return []
  return [
    { label: '核查事实', value: `${civilDateOf(checkedAt)}：${facts ?? ''}` },
    ...(correctionDueOn === null ? [] : [{ label: '责令改正', value: `限 ${correctionDueOn} 前改正` }, correctionReportLine(check)]),
    ...(recheckedAt === null ? [] : [{ label: '复查事实', value: `${civilDateOf(recheckedAt)}：${recheckFacts ?? ''}` }])
  ]
}

async function hearing (tx: Knex, { ground }: PostCheckRow, { subCase }: PermitContext): Promise<LabelledValue[]> {
  const statement = (await latestStatement(tx, subCase, 'revoke'))!
  return [{ label: '事先告知', value: `${statement.document_no}：${groundNames[ground!]}` }, statementLine(statement)]
}
