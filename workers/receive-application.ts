import { loadCalendar } from '../src/database/calendar.js'
import { lockCase, markCaseReceived } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { releaseOf } from '../src/database/releases.js'
import { subCasesOf, updateSubCase } from '../src/database/sub-cases.js'
import { refreshCaseState } from '../src/cases/case-progress.js'
import { permitsAppliedForLater } from '../src/domain/permit-order.js'
import { receiptInstant } from '../src/domain/receipt.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 收件登记: what was submitted online on a rest day counts as received on the next working day, so that no limit begins on a rest day. */
export default defineWorker<{ caseNo: string }>({
  jobType: 'receive-application',
  input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
  async handle ({ caseNo }, context) {
    const { tx } = context
    await registerInstance(tx, context, { caseNo })
    const caseFile = await lockCase(tx, caseNo)
    const receivedAt = receiptInstant(await loadCalendar(tx), caseFile.submitted_at)
    await markCaseReceived(tx, caseNo, receivedAt)
    const subCases = await subCasesOf(tx, caseNo)
    const later = permitsAppliedForLater(await releaseOf(tx, caseFile.release_id), subCases.map(({ permit }) => permit))
    for (const subCase of subCases) {
      if (subCase.state === 'pending' && !later.includes(subCase.permit)) await updateSubCase(tx, subCase.sub_case_no, { state: 'received', received_at: receivedAt })
    }
    await refreshCaseState(tx, { ...caseFile, received_at: receivedAt })
    return undefined
  }
})
