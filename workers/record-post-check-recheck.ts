import { recordRecheck } from '../src/cases/post-check.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { result?: unknown, facts?: unknown }

/** 登记改正复查结果: corrected, or on to the hearing of the party; the platform never revokes by itself: the organ decides. */
export default defineWorker<Input>({
  jobType: 'record-post-check-recheck',
  input: { type: 'object', properties: { result: {}, facts: {} } },
  async handle (variables, context) {
    return { postCheckOutcome: await recordRecheck(context, { ...variables }) }
  }
})
