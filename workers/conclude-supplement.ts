import { lockCase } from '../src/database/cases.js'
import { instanceOf } from '../src/database/engine-instances.js'
import { noticeOf } from '../src/database/notices.js'
import { expireNotice, reopenSupplemented } from '../src/cases/supplement-notice.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** A timer that fires early (the deadline was moved, the clocks differ) sleeps at least this long before it asks again. */
const shortestSleepMs = 60_000

/** 核对补正情况和期限: the message or the timer only woke this; what holds stands in the database. */
export default defineWorker({
  jobType: 'conclude-supplement',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { tx, clock } = context
    const { caseNo, noticeNo } = await instanceOf(tx, context)
    if (noticeNo === undefined) throw new Error(`process instance ${context.job.processInstanceKey} belongs to no notice`)
    const caseFile = await lockCase(tx, caseNo)
    const notice = await noticeOf(tx, noticeNo)
    if (notice.state === 'submitted') await reopenSupplemented(context, caseFile, notice)
    if (notice.state === 'submitted' || notice.state === 'closed') return { supplementOutcome: 'submitted' }
    if (notice.state === 'expired') return { supplementOutcome: 'expired' }
    const now = clock.now()
    const dueAt = notice.due_at ?? now
    if (dueAt > now) {
      const wakeAt = new Date(Math.max(dueAt.getTime(), now.getTime() + shortestSleepMs))
      return { supplementOutcome: 'waiting', supplementDueAt: wakeAt.toISOString() }
    }
    return { supplementOutcome: await expireNotice(context, caseFile, notice) }
  }
})
