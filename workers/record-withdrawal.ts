import { lockSubCase } from '../src/cases/open-sub-case.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 登记撤回: the withdrawal stands in the database since the applicant asked for it; here the permit's flow follows. */
export default defineWorker({
  jobType: 'record-withdrawal',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome === null) throw new Error(`${subCase.sub_case_no} was woken as withdrawn but is not`)
    await advanceRendezvous(context.tx, caseFile.case_no, context.clock)
    return { outcome: subCase.outcome }
  }
})
