import { claimCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { subCasesOf } from '../src/database/sub-cases.js'
import { BpmnError, defineWorker } from '../src/engine/define-worker.js'

/**
 * 登记办件: one case, one process instance. A second start of the same case (a start message sent again after its time to live)
 * loses here and ends itself. The permits come from the database, not from the message.
 */
export default defineWorker<{ caseNo: string }>({
  jobType: 'claim-case',
  input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
  async handle ({ caseNo }, context) {
    const { tx, epoch, job } = context
    const isOurs = await claimCase(tx, caseNo, epoch, job.processInstanceKey)
    if (!isOurs) throw new BpmnError('case-already-claimed', `case ${caseNo} already has a process instance`)
    await registerInstance(tx, context, { caseNo })
    const subCases = await subCasesOf(tx, caseNo)
    return {
      permits: subCases.map(({ permit }) => permit),
      subCaseNos: Object.fromEntries(subCases.map(({ permit, sub_case_no: subCaseNo }) => [permit, subCaseNo]))
    }
  }
})
