import { issueDocument } from '../documents/issue-document.js'
import type { CivilDate } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { legalBasisText, subCaseDocument } from './decision-documents.js'
import type { PermitContext } from './permit-context.js'

export type CheckStep = 'post-check' | 'post-check-recheck'

export interface CheckResult {
  step: CheckStep
  /** What follows from it. */
  action: 'none' | 'correction-order' | 'uncorrected' | 'separate-case'
  facts: string
  checkedBy: string
  checkedAt: Date
}

/** 事后核查意见书. */
export async function issueCheckResult ({ tx }: WorkerContext, { subCase }: PermitContext, { step, action, facts, checkedBy, checkedAt }: CheckResult): Promise<void> {
  await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'commitment-check',
    purposeKey: `${step}:${subCase.sub_case_no}`,
    issuedAt: checkedAt,
    data: {
      check_at: checkedAt,
      result: action === 'none' ? 'met' : 'not-met',
      facts: facts === '' ? '现场情况与承诺（备案）内容一致。' : facts,
      action,
      inspectors: checkedBy
    }
  })
}

/** 责令限期改正通知书. @returns its number */
export async function issueCorrectionOrder (
  { tx }: WorkerContext, permitContext: PermitContext, { facts, deadline, orderedAt }: { facts: string, deadline: CivilDate, orderedAt: Date }
): Promise<string> {
  const { subCase } = permitContext
  const { documentNo } = await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'correction-order',
    purposeKey: `correction-order:${subCase.sub_case_no}`,
    issuedAt: orderedAt,
    data: { facts, basis: legalBasisText(permitContext), requirements: [`改正：${facts}`], deadline }
  })
  return documentNo
}
