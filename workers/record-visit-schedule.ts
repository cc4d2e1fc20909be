import { closeVisit } from '../src/cases/conclude-permits.js'
import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockVisit } from '../src/cases/visits/open-visit.js'
import { scheduleVisit } from '../src/cases/visits/schedule-visit.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { startsAt?: unknown, durationMinutes?: unknown, team?: unknown, leader?: unknown }

/** 登记核查安排: books the team and tells the applicant (行政许可法第三十四条第三款; 方案 三（四）一次核查). */
export default defineWorker<Input>({
  jobType: 'record-visit-schedule',
  input: { type: 'object', properties: { startsAt: {}, durationMinutes: {}, team: {}, leader: {} } },
  async handle (variables, context) {
    const open = await lockVisit(context)
    if (open.permits.length === 0) {
      await closeVisit(context, open.visit.visit_no)
      return { visitOutcome: 'dropped' }
    }
    const task = { elementId: 'confirm-visit', caseNo: open.visit.case_no, visitNo: open.visit.visit_no }
    const { actor } = await takeLawfulCompletion(context, task, { ...variables })
    await scheduleVisit(context, open, { ...variables }, actor)
    return { visitOutcome: 'scheduled' }
  }
})
