import { finalConclusions, dropVisit, handOver } from '../src/cases/conclude-permits.js'
import { lockVisit } from '../src/cases/open-visit.js'
import { releaseBookings } from '../src/database/inspector-bookings.js'
import { hasConclusion, updateVisit } from '../src/database/visits.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 作出核查结论: each permit's department is told what the visit found about its permit, and decides. */
export default defineWorker({
  jobType: 'conclude-visit',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { tx, clock } = context
    const open = await lockVisit(context)
    const { visit_no: visitNo } = open.visit
    await handOver(context, open, await finalConclusions(context, open))
    if (!await hasConclusion(tx, visitNo)) {
      await dropVisit(context, visitNo)
      return undefined
    }
    await releaseBookings(tx, visitNo, clock.now())
    await updateVisit(tx, visitNo, { state: 'concluded', concluded_at: clock.now() })
    return undefined
  }
})
