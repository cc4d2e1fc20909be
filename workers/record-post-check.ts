import { recordPostCheck } from '../src/cases/post-check.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { result?: unknown, facts?: unknown }

/** 登记事后核查结果: as committed; ordered to correct within a period before revoking comes into question; or on to the prior notice, when it seems to be got by fraud. */
export default defineWorker<Input>({
  jobType: 'record-post-check',
  input: { type: 'object', properties: { result: {}, facts: {} } },
  async handle (variables, context) {
    return { postCheckOutcome: await recordPostCheck(context, { ...variables }) }
  }
})
