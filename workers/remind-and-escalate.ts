import { tellDueSteps } from '../src/cases/watch/tell-steps.js'
import { lockCase } from '../src/database/cases.js'
import { watchTimesIn } from '../src/domain/watch/watch-times.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 提醒与督办: each step once, at the time that the engine's table says; a step that the model doesn't list is told to nobody. */
export default defineWorker<{ caseNo: string, watchTimes: unknown[] }>({
  jobType: 'remind-and-escalate',
  input: {
    type: 'object', required: ['caseNo', 'watchTimes'], properties: { caseNo: { type: 'string' }, watchTimes: { type: 'array', items: {} } }
  },
  async handle ({ caseNo, watchTimes }, { tx, clock }) {
    await tellDueSteps(tx, await lockCase(tx, caseNo), watchTimesIn(watchTimes), clock.now())
    return undefined
  }
})
