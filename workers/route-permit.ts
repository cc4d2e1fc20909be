import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { bindSubCaseInstance, subCaseOf } from '../src/database/sub-cases.js'
import { missingMaterials, spotQuestion } from '../src/cases/decided-by-table.js'
import { beginPendingPermit } from '../src/cases/prior-permits.js'
import { loadPermitContext } from '../src/cases/permit-context.js'
import { deciderRoleOf } from '../src/domain/handling.js'
import { defineWorker } from '../src/engine/define-worker.js'

/**
 * 登记事项: binds the process instance to the sub-case, which later jobs rely on, and says what the decision tables need to know of it. The first
 * job of a permit's process.
 */
export default defineWorker<{ caseNo: string, subCaseNo: string, permit: string }>({
  jobType: 'route-permit',
  input: {
    type: 'object',
    required: ['caseNo', 'subCaseNo', 'permit'],
    properties: { caseNo: { type: 'string' }, subCaseNo: { type: 'string' }, permit: { type: 'string' } }
  },
  async handle ({ caseNo, subCaseNo, permit }, context) {
    const { tx, epoch, job } = context
    const caseFile = await lockCase(tx, caseNo)
    const known = await subCaseOf(tx, subCaseNo)
    if (known.case_no !== caseNo || known.permit !== permit) throw new Error(`${subCaseNo} is not ${permit} of case ${caseNo}`)
    await registerInstance(tx, context, { caseNo, subCaseNo })
    await bindSubCaseInstance(tx, subCaseNo, epoch, job.processInstanceKey)
    const subCase = known.state === 'pending' ? await beginPendingPermit(context, known) : known
    const permitContext = await loadPermitContext(tx, subCaseNo)
    return {
      spotFacts: spotQuestion(permitContext),
      missingMaterials: missingMaterials(permitContext),
      department: subCase.department,
      region: subCase.region,
      caseRegion: caseFile.region,
      deciderRole: deciderRoleOf(permitContext.permit),
      outcome: subCase.outcome
    }
  }
})
