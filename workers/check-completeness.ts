import { lockCase } from '../src/database/cases.js'
import { instanceOf } from '../src/database/engine-instances.js'
import { refreshCompleteness } from '../src/cases/case-materials.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 核对材料: which permits have all they need. Nothing is refused here: what is missing is told once, by all departments together. */
export default defineWorker({
  jobType: 'check-completeness',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { caseNo } = await instanceOf(context.tx, context)
    await lockCase(context.tx, caseNo)
    await refreshCompleteness(context.tx, caseNo)
    return undefined
  }
})
