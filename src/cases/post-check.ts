import { updatePostCheck } from '../database/post-checks.js'
import { notify } from '../database/notifications.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { takeLawfulCompletion } from './lawful-completion.js'
import { lockSubCase } from './open-sub-case.js'
import { issuePostCheckDocuments } from './post-check-documents.js'

/** Records one look of the post-check: `passed`, or `otherwise` with the facts. */
export async function recordPostCheck (
  context: WorkerContext, elementId: 'post-check' | 'post-check-recheck', variables: Record<string, unknown>,
  otherwise: 'correction-ordered' | 'statement-hearing'
): Promise<'passed' | 'correction-ordered' | 'statement-hearing'> {
  const { tx } = context
  const { caseFile, subCase } = await lockSubCase(context)
  const task = { elementId, caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
  const { actor, completedAt } = await takeLawfulCompletion(context, task, variables)
  const state = variables.result === 'met' ? 'passed' : otherwise
  const facts = typeof variables.facts === 'string' ? variables.facts : ''
  await updatePostCheck(tx, subCase.sub_case_no, {
    state, facts, checked_by: actor.login, checked_at: completedAt
  })
  await issuePostCheckDocuments(context, subCase.sub_case_no, { elementId, state, facts, checkedBy: actor.displayName, checkedAt: completedAt })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `${elementId}:${subCase.sub_case_no}`,
    title: '事后核查已有结果',
    body: state === 'passed' ? `${subCase.sub_case_no} 事后核查相符。` : `${subCase.sub_case_no} 事后核查与承诺（备案）不符：${facts}`
  })
  return state
}
