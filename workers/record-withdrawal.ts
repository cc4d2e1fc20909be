import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { subCaseOf } from '../src/database/sub-cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

/**
 * 登记撤回: the withdrawal stands in the database since the applicant asked for it; here the permit's flow follows. It may have interrupted
 * even the flow's first job, so it binds the process instance itself.
 */
export default defineWorker<{ caseNo: string, subCaseNo: string }>({
  jobType: 'record-withdrawal',
  input: {
    type: 'object', required: ['caseNo', 'subCaseNo'], properties: { caseNo: { type: 'string' }, subCaseNo: { type: 'string' } }
  },
  async handle ({ caseNo, subCaseNo }, context) {
    const { tx, clock } = context
    await lockCase(tx, caseNo)
    const subCase = await subCaseOf(tx, subCaseNo)
    if (subCase.case_no !== caseNo) throw new Error(`${subCaseNo} is no sub-case of ${caseNo}`)
    await registerInstance(tx, context, { caseNo, subCaseNo })
    if (subCase.outcome === null) throw new Error(`${subCaseNo} was woken as withdrawn but is not`)
    await advanceRendezvous(tx, caseNo, clock)
    return { outcome: subCase.outcome }
  }
})
