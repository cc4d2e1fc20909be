import { refreshDueDates } from '../src/cases/refresh-due-dates.js'
import { lockCase } from '../src/database/cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 更新到期日: a stop that takes longer than told moves the dates day by day, and the tasks' dates with them. */
export default defineWorker<{ caseNo: string }>({
  jobType: 'refresh-due-dates',
  input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
  async handle ({ caseNo }, { tx, clock }) {
    await refreshDueDates(tx, await lockCase(tx, caseNo), clock.now())
    return undefined
  }
})
