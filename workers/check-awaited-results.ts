import { waitOn } from '../src/cases/awaited-results.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 核对所等结果: goes on to the review once the other permits it depends on and its special procedures have their results. */
export default defineWorker({
  jobType: 'check-awaited-results',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { awaitedResults: 'ended', outcome: subCase.outcome }
    return { awaitedResults: await waitOn(context.tx, subCase) }
  }
})
