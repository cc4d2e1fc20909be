import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { bindSubCaseInstance, subCaseOf } from '../src/database/sub-cases.js'
import { loadPermitContext } from '../src/cases/permit-context.js'
import { routeOf } from '../src/cases/route.js'
import { deciderRoleOf } from '../src/domain/handling.js'
import { defineWorker } from '../src/engine/define-worker.js'

/**
 * 确定办理方式: on the spot when the law and the materials allow it, else pre-review (方案 三（五）). The first job of a
 * permit's process: it binds the process instance to the sub-case, which later jobs rely on.
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
    const subCase = await subCaseOf(tx, subCaseNo)
    if (subCase.case_no !== caseNo || subCase.permit !== permit) throw new Error(`${subCaseNo} is not ${permit} of case ${caseNo}`)
    await registerInstance(tx, context, { caseNo, subCaseNo })
    await bindSubCaseInstance(tx, subCaseNo, epoch, job.processInstanceKey)
    const { permit: published } = await loadPermitContext(tx, subCaseNo)
    return {
      route: routeOf(subCase),
      department: subCase.department,
      region: subCase.region,
      caseRegion: caseFile.region,
      deciderRole: deciderRoleOf(published),
      outcome: subCase.outcome
    }
  }
})
