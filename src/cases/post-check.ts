import { loadCalendar } from '../database/calendar.js'
import { lookSoon } from '../database/case-watch.js'
import { notify } from '../database/notifications.js'
import { updatePostCheck } from '../database/post-checks.js'
import { civilDateOf } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { takeLawfulCompletion, type LawfulCompletion } from './lawful-completion.js'
import { lockSubCase } from './open-sub-case.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'
import { issueCheckResult, issueCorrectionOrder, type CheckStep } from './post-check-documents.js'

interface Look extends LawfulCompletion { permitContext: PermitContext, facts: string }

/**
 * 事后核查: as committed or filed; else ordered to correct within its period, before revoking comes into question; what seems to be got by fraud goes
 * to the prior notice at once (行政许可法第六十九条第二款).
 */
export async function recordPostCheck (context: WorkerContext, variables: Record<string, unknown>): Promise<'passed' | 'correction-ordered' | 'statement-hearing'> {
  const { tx } = context
  const look = await takeLook(context, 'post-check', variables)
  const { sub_case_no: subCaseNo } = look.permitContext.subCase
  const seen = { facts: look.facts, checked_by: look.actor.login, checked_at: look.completedAt }
  switch (variables.result) {
    case 'met':
      await updatePostCheck(tx, subCaseNo, { ...seen, state: 'passed' })
      await conclude(context, look, 'post-check', { action: 'none', told: '事后核查相符。' })
      return 'passed'
    case 'not-met': {
      await updatePostCheck(tx, subCaseNo, { ...seen, state: 'correction-ordered' })
      const told = await orderCorrection(context, look)
      await conclude(context, look, 'post-check', { action: 'correction-order', told })
      return 'correction-ordered'
    }
    default:
      await updatePostCheck(tx, subCaseNo, { ...seen, state: 'statement-hearing', ground: 'fraud' })
      await conclude(context, look, 'post-check', { action: 'separate-case', told: `事后核查发现涉嫌以欺骗等不正当手段取得：${look.facts}。将另行书面告知，听取您的陈述、申辩。` })
      return 'statement-hearing'
  }
}

/** 改正复查: corrected, or on to the prior notice and the hearing of the party; the organ decides, never the platform. */
export async function recordRecheck (context: WorkerContext, variables: Record<string, unknown>): Promise<'passed' | 'statement-hearing'> {
  const { tx } = context
  const look = await takeLook(context, 'post-check-recheck', variables)
  const { sub_case_no: subCaseNo } = look.permitContext.subCase
  const seen = { recheck_facts: look.facts, rechecked_by: look.actor.login, rechecked_at: look.completedAt }
  if (variables.result === 'met') {
    await updatePostCheck(tx, subCaseNo, { ...seen, state: 'passed' })
    await conclude(context, look, 'post-check-recheck', { action: 'none', told: '改正后相符。' })
    return 'passed'
  }
  await updatePostCheck(tx, subCaseNo, { ...seen, state: 'statement-hearing', ground: 'uncorrected' })
  await conclude(context, look, 'post-check-recheck', { action: 'uncorrected', told: `复查仍与承诺（备案）不符：${look.facts}。将另行书面告知，听取您的陈述、申辩。` })
  return 'statement-hearing'
}

async function takeLook (context: WorkerContext, elementId: CheckStep, variables: Record<string, unknown>): Promise<Look> {
  const { caseFile, subCase } = await lockSubCase(context)
  const completion = await takeLawfulCompletion(context, { elementId, caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }, variables)
  return { ...completion, permitContext: await loadPermitContext(context.tx, subCase.sub_case_no), facts: typeof variables.facts === 'string' ? variables.facts : '' }
}

/** 责令限期改正; the second look follows when the period is over. A release that is older than the period has that of rectifications. @returns what the holder is told */
async function orderCorrection (context: WorkerContext, { permitContext, facts, completedAt }: Look): Promise<string> {
  const { tx } = context
  const { defaults } = permitContext.industry
  const calendar = await loadCalendar(tx)
  const deadline = endOfLimit(calendar, civilDateOf(completedAt), (defaults['correction-period'] ?? defaults['rectification-max'])!)
  await updatePostCheck(tx, permitContext.subCase.sub_case_no, { correction_due_on: deadline, recheck_due_on: endOfLimit(calendar, deadline, defaults['correction-recheck']!) })
  const documentNo = await issueCorrectionOrder(context, permitContext, { facts, deadline, orderedAt: completedAt })
  return `事后核查与承诺（备案）不符：${facts}。请在 ${deadline} 前改正，要求见${documentNo}；期满后复查。`
}

async function conclude (
  context: WorkerContext, { permitContext, facts, actor, completedAt }: Look, step: CheckStep, { action, told }: { action: 'none' | 'correction-order' | 'uncorrected' | 'separate-case', told: string }
): Promise<void> {
  const { tx } = context
  const { caseFile, subCase, permit } = permitContext
  await issueCheckResult(context, permitContext, { step, action, facts, checkedBy: actor.displayName, checkedAt: completedAt })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `${step}:${subCase.sub_case_no}`,
    title: '事后核查已有结果',
    body: `${permit.name}（${subCase.sub_case_no}）${told}`
  })
  await lookSoon(tx, caseFile.case_no, context.clock.now())
}
