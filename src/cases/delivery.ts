import { markCertificateDelivered } from '../database/certificates.js'
import type { CaseRow } from '../database/cases.js'
import { addMessage } from '../database/outbox.js'
import { subCasesOf, updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { refreshCaseState } from './case-progress.js'
import { serveDocuments } from './delivery-documents.js'

export async function deliverElectronically (context: WorkerContext, caseFile: CaseRow, subCase: SubCaseRow): Promise<void> {
  await deliver(context, caseFile, subCase, { how: 'electronic', receivedBy: caseFile.holder_name, handedOverBy: null, at: context.clock.now() })
}

export async function deliverAtWindow (
  context: WorkerContext, caseFile: CaseRow, subCase: SubCaseRow, receipt: { receivedBy: string, handedOverBy: string, at: Date }
): Promise<void> {
  await deliver(context, caseFile, subCase, { how: 'window', ...receipt })
}

export interface Delivery { how: 'electronic' | 'window', receivedBy: string, handedOverBy: string | null, at: Date }

async function deliver (context: WorkerContext, caseFile: CaseRow, subCase: SubCaseRow, delivery: Delivery): Promise<void> {
  const { tx } = context
  await serveDocuments(tx, caseFile, subCase, delivery)
  await markCertificateDelivered(tx, subCase.sub_case_no, delivery.at)
  await updateSubCase(tx, subCase.sub_case_no, { state: 'delivered', ended_at: delivery.at })
  await refreshCaseState(tx, caseFile)
}

/**
 * Documents that wait to be picked up hold the flow's last step, but not the composite licence: once every permit has its outcome,
 * version 1 is asked for at once (第一版在全部未决事项都已决定时, README 4).
 */
export async function requestLicenceBeforePickUp (context: WorkerContext, caseFile: CaseRow): Promise<void> {
  const subCases = await subCasesOf(context.tx, caseFile.case_no)
  if (subCases.some(({ outcome, state }) => outcome === null || state === 'granted' || state === 'filed')) return
  await addMessage(context.tx, {
    name: 'early-licence-requested',
    correlationKey: caseFile.case_no,
    variables: {},
    dedupeKey: `early-licence:${caseFile.case_no}`,
    caseNo: caseFile.case_no
  })
}
