import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { claimProcedure, procedureOf } from '../src/database/special-procedures.js'
import { subCaseOf } from '../src/database/sub-cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 登记特殊环节: binds the process instance to its procedure, which one instance alone holds; `ended` when it was called off or is held already. */
export default defineWorker<{ caseNo: string, procedureNo: string }>({
  jobType: 'begin-special-procedure',
  input: {
    type: 'object', required: ['caseNo', 'procedureNo'], properties: { caseNo: { type: 'string' }, procedureNo: { type: 'string' } }
  },
  async handle ({ caseNo, procedureNo }, context) {
    const { tx, epoch, job } = context
    await lockCase(tx, caseNo)
    const procedure = await procedureOf(tx, procedureNo)
    if (procedure.case_no !== caseNo || procedure.kind !== job.processId) throw new Error(`${procedureNo} is no ${job.processId} of case ${caseNo}`)
    const { department, region } = await subCaseOf(tx, procedure.sub_case_no)
    if (!await claimProcedure(tx, procedureNo, epoch, job.processInstanceKey)) return { procedureState: 'ended', department, region }
    await registerInstance(tx, context, { caseNo, subCaseNo: procedure.sub_case_no })
    return { procedureState: procedure.state === 'pending' ? 'open' : 'ended', department, region }
  }
})
