import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { subCaseOf } from '../src/database/sub-cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 登记筹建: binds the process instance to the sub-case whose preparation was approved. */
export default defineWorker<{ caseNo: string, subCaseNo: string }>({
  jobType: 'begin-preparation',
  input: {
    type: 'object', required: ['caseNo', 'subCaseNo'], properties: { caseNo: { type: 'string' }, subCaseNo: { type: 'string' } }
  },
  async handle ({ caseNo, subCaseNo }, context) {
    await lockCase(context.tx, caseNo)
    const subCase = await subCaseOf(context.tx, subCaseNo)
    if (subCase.case_no !== caseNo) throw new Error(`${subCaseNo} is no sub-case of ${caseNo}`)
    await registerInstance(context.tx, context, { caseNo, subCaseNo })
    return undefined
  }
})
