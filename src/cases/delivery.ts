import { markCertificateDelivered } from '../database/certificates.js'
import type { CaseRow } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { refreshCaseState } from './case-progress.js'
import { recordClockEvents } from './clock.js'
import { serveDocuments } from './delivery-documents.js'
import { permitOf } from './permit-context.js'

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
  await recordClockEvents(tx, { subCase, permit: permitOf(await releaseOf(tx, caseFile.release_id), subCase.permit) }, [{ type: 'served', at: delivery.at }])
  await updateSubCase(tx, subCase.sub_case_no, { state: 'delivered', ended_at: delivery.at })
  await refreshCaseState(tx, caseFile)
}
