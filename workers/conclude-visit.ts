import { closeVisit, finalConclusions, handOver } from '../src/cases/conclude-permits.js'
import { lockVisit } from '../src/cases/visits/open-visit.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 作出核查结论: each permit's department is told what the visit found about its permit, and decides. */
export default defineWorker({
  jobType: 'conclude-visit',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const open = await lockVisit(context)
    await handOver(context, open, await finalConclusions(context, open))
    await closeVisit(context, open.visit.visit_no)
    return undefined
  }
})
