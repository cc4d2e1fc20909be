import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { issueCompositeLicence } from '../src/cases/composite-licence.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 统一出证 (方案 三（五）、五（三）): one composite licence a case, a new version only when its entries changed. */
export default defineWorker<{ caseNo: string }>({
  jobType: 'issue-composite-licence',
  input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
  async handle ({ caseNo }, context) {
    await registerInstance(context.tx, context, { caseNo })
    const caseFile = await lockCase(context.tx, caseNo)
    return { licenceOutcome: await issueCompositeLicence(context, caseFile) }
  }
})
