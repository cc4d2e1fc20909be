import { loadCalendar } from '../database/calendar.js'
import { issueDocument } from '../documents/issue-document.js'
import { civilDateOf } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { legalBasisText, subCaseDocument } from './decision-documents.js'
import { loadPermitContext } from './permit-context.js'

export interface PostCheckResult {
  elementId: 'post-check' | 'post-check-recheck'
  state: 'passed' | 'correction-ordered' | 'statement-hearing'
  facts: string
  checkedBy: string
  checkedAt: Date
}

const nextSteps = { passed: 'none', 'correction-ordered': 'correction-order', 'statement-hearing': 'separate-case' } as const

/** 事后核查意见书, and 责令限期改正通知书 when what was found is not as committed or filed. */
export async function issuePostCheckDocuments (context: WorkerContext, subCaseNo: string, check: PostCheckResult): Promise<void> {
  const { tx } = context
  const permitContext = await loadPermitContext(tx, subCaseNo)
  const about = { ...subCaseDocument(permitContext.subCase), issuedAt: check.checkedAt }
  await issueDocument(tx, {
    ...about,
    kind: 'commitment-check',
    purposeKey: `${check.elementId}:${subCaseNo}`,
    data: {
      check_at: check.checkedAt,
      result: check.state === 'passed' ? 'met' : 'not-met',
      facts: check.facts === '' ? '现场情况与承诺（备案）内容一致。' : check.facts,
      action: nextSteps[check.state],
      inspectors: check.checkedBy
    }
  })
  if (check.state !== 'correction-ordered') return
  const { defaults } = permitContext.industry
  const deadline = endOfLimit(await loadCalendar(tx), civilDateOf(check.checkedAt), defaults['rectification-max']!)
  await issueDocument(tx, {
    ...about,
    kind: 'correction-order',
    purposeKey: `correction-order:${subCaseNo}`,
    data: { facts: check.facts, basis: legalBasisText(permitContext), requirements: [`改正：${check.facts}`], deadline }
  })
}
