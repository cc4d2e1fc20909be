import { closeVisit } from '../src/cases/conclude-permits.js'
import { lockVisit } from '../src/cases/visits/open-visit.js'
import { updateSubCase } from '../src/database/sub-cases.js'
import { updateVisit } from '../src/database/visits.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** A timer that fires early (the clocks differ) sleeps at least this long before it asks again. */
const shortestSleepMs = 60_000

/** 核对整改情况: the message or the timer only woke this; whether it was reported or the deadline has passed stands in the database. */
export default defineWorker({
  jobType: 'check-rectification',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { tx, clock } = context
    const { visit, permits } = await lockVisit(context)
    if (permits.length === 0) {
      await closeVisit(context, visit.visit_no)
      return { rectificationOutcome: 'dropped' }
    }
    const now = clock.now()
    const dueAt = visit.rectification_due_at ?? now
    if (visit.reported_at === null && dueAt > now) {
      const wakeAt = new Date(Math.max(dueAt.getTime(), now.getTime() + shortestSleepMs))
      return { rectificationOutcome: 'waiting', rectificationDueAt: wakeAt.toISOString() }
    }
    await updateVisit(tx, visit.visit_no, { state: 'rechecking' })
    for (const { subCase } of permits) await updateSubCase(tx, subCase.sub_case_no, { state: 'rechecking' })
    return { rectificationOutcome: visit.reported_at === null ? 'expired' : 'reported' }
  }
})
