import { lockSubCase } from '../src/cases/open-sub-case.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 取核查结论: goes on only when the joint visit has concluded this permit; the decision stays with its department. */
export default defineWorker({
  jobType: 'take-visit-conclusion',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { visitConclusion: 'ended', outcome: subCase.outcome }
    return { visitConclusion: subCase.visit_concluded ? 'concluded' : 'waiting' }
  }
})
