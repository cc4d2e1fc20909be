import type { Knex } from 'knex'
import { lockCase } from '../database/cases.js'
import { addMessage } from '../database/outbox.js'
import { updateVisit, visitInRectification } from '../database/visits.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/**
 * The applicant says that everything is rectified: once, for the whole list, and only while the deadline runs. Wakes the visit's flow.
 * @throws ServiceError `no-rectification` when nothing is to be rectified, it was reported already or the deadline has passed
 */
export async function reportRectification (
  tx: Knex.Transaction, report: { caseNo: string, statement: string, photos?: { hash: string, fileName: string }[], accountId: number }, clock: Clock
): Promise<{ visitNo: string }> {
  const { caseNo, statement, photos = [], accountId } = report
  await lockCase(tx, caseNo)
  const visit = await visitInRectification(tx, caseNo)
  const now = clock.now()
  if (visit === undefined || visit.reported_at !== null || visit.rectification_due_at === null || visit.rectification_due_at <= now) {
    throw new ServiceError('no-rectification', { caseNo })
  }
  await updateVisit(tx, visit.visit_no, { reported_at: now, rectification_report: { statement, photos, accountId } })
  await addMessage(tx, {
    name: 'rectification-reported',
    correlationKey: visit.visit_no,
    variables: {},
    dedupeKey: `rectification-reported:${visit.visit_no}`,
    caseNo
  })
  return { visitNo: visit.visit_no }
}
