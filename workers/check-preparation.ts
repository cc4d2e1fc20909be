import { lockSubCase } from '../src/cases/open-sub-case.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 核对筹建情况: whether the applicant has applied for the final review, or withdrawn. */
export default defineWorker({
  jobType: 'check-preparation',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { preparationOutcome: 'ended' }
    return { preparationOutcome: subCase.stage === 'final' ? 'applied' : 'waiting' }
  }
})
