import { recordPostCheck } from '../src/cases/post-check.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { result?: unknown, facts?: unknown }

/** 登记事后核查结果: as committed, or ordered to correct within a period before revoking comes into question. */
export default defineWorker<Input>({
  jobType: 'record-post-check',
  input: { type: 'object', properties: { result: {}, facts: {} } },
  async handle (variables, context) {
    const outcome = await recordPostCheck(context, 'post-check', { ...variables }, 'correction-ordered')
    return { postCheckOutcome: outcome }
  }
})
