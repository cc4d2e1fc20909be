import { addMessage } from '../database/outbox.js'
import { releaseBookings } from '../database/inspector-bookings.js'
import { updateSubCase } from '../database/sub-cases.js'
import { concludeVisitPermit, hasConclusion, updateVisit } from '../database/visits.js'
import { concludePermits, type PermitConclusion } from '../domain/findings.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { inspectionFindings, type OpenVisit } from './visits/open-visit.js'

export type FinalConclusion = PermitConclusion & { conclusion: 'passed' | 'failed' }

/**
 * Hands conclusions to the permits' departments, which decide; each permit's flow is woken. The visit only finds facts: even a failed one
 * is no decision. Idempotent for a permit.
 */
export async function handOver ({ tx }: WorkerContext, { visit }: OpenVisit, conclusions: FinalConclusion[]): Promise<void> {
  for (const conclusion of conclusions) {
    const { subCaseNo } = conclusion
    await concludeVisitPermit(tx, visit.visit_no, conclusion)
    await updateSubCase(tx, subCaseNo, { state: 'reviewing', visit_concluded: true })
    await addMessage(tx, {
      name: 'visit-concluded',
      correlationKey: subCaseNo,
      variables: {},
      dedupeKey: `visit-concluded:${visit.visit_no}:${subCaseNo}`,
      caseNo: visit.case_no
    })
  }
}

/** What the visit says about the permits that still take part, now that nothing more will be looked at. */
export async function finalConclusions (context: WorkerContext, open: OpenVisit): Promise<FinalConclusion[]> {
  const wasRechecked = open.visit.rectification_due_at !== null
  const found = await inspectionFindings(context.tx, open)
  const rechecked = wasRechecked ? await inspectionFindings(context.tx, open, 'recheck') : undefined
  return concludePermits(open.permits.map(({ subCase }) => subCase.sub_case_no), found, rechecked).map(withoutRectification)
}

/** Too little of the permit's limit is left to rectify anything: its department decides on what was found. */
export function withoutRectification (conclusion: PermitConclusion): FinalConclusion {
  if (conclusion.conclusion !== 'rectify') return { ...conclusion, conclusion: conclusion.conclusion }
  return { ...conclusion, conclusion: 'failed', note: `剩余办理期限不足以安排整改：${conclusion.note}` }
}

/** Nothing more will be looked at: concluded when the visit said something about any permit, dropped when all had left it before. */
export async function closeVisit ({ tx, clock }: Pick<WorkerContext, 'tx' | 'clock'>, visitNo: string): Promise<void> {
  const now = clock.now()
  if (await hasConclusion(tx, visitNo)) {
    await releaseBookings(tx, visitNo, now)
    await updateVisit(tx, visitNo, { state: 'concluded', concluded_at: now })
    return
  }
  await releaseBookings(tx, visitNo)
  await updateVisit(tx, visitNo, { state: 'dropped', concluded_at: now })
}
