import { meet } from '../src/cases/rendezvous.js'
import { deemAcceptances } from '../src/cases/watch/deemed-acceptance.js'
import { lockCase } from '../src/database/cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 一次告知与视为受理 (行政许可法第三十二条第一款第四项): what time alone brings about, the notice of the last day and acceptance by silence; then visits that can wait no longer. */
export default defineWorker<{ caseNo: string }>({
  jobType: 'close-formal-check',
  input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
  async handle ({ caseNo }, context) {
    await deemAcceptances(context, await lockCase(context.tx, caseNo))
    await meet(context.tx, caseNo, context.clock)
    return undefined
  }
})
