import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { claimPostCheck, postCheckOfSubCase, updatePostCheck } from '../src/database/post-checks.js'
import { subCaseOf } from '../src/database/sub-cases.js'
import { BpmnError, defineWorker } from '../src/engine/define-worker.js'
import { endOfCivilDate } from '../src/domain/time.js'

/** 登记事后核查: the dated check after a commitment or filing, decided without a visit. A second start of the same one ends itself. */
export default defineWorker<{ caseNo: string, subCaseNo: string }>({
  jobType: 'schedule-post-check',
  input: {
    type: 'object', required: ['caseNo', 'subCaseNo'], properties: { caseNo: { type: 'string' }, subCaseNo: { type: 'string' } }
  },
  async handle ({ caseNo, subCaseNo }, context) {
    const { tx, epoch, job } = context
    await lockCase(tx, caseNo)
    const subCase = await subCaseOf(tx, subCaseNo)
    if (!await claimPostCheck(tx, subCaseNo, epoch, job.processInstanceKey)) {
      throw new BpmnError('case-already-claimed', `the post-check of ${subCaseNo} already has a process instance`)
    }
    await registerInstance(tx, context, { caseNo: subCase.case_no, subCaseNo })
    const { due_on: dueOn } = await postCheckOfSubCase(tx, subCaseNo)
    await updatePostCheck(tx, subCaseNo, { state: 'checking' })
    return { postCheckDueAt: endOfCivilDate(dueOn).toISOString(), department: subCase.department, region: subCase.region }
  }
})
