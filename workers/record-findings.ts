import { closeVisit } from '../src/cases/conclude-permits.js'
import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockVisit } from '../src/cases/visits/open-visit.js'
import { recordAbsence, recordInspection } from '../src/cases/record-inspection.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { attendance?: unknown, findings?: unknown, applicantOpinion?: unknown }

/** 登记核查记录: one record, one list of rectification opinions with one deadline (方案 三（四）). */
export default defineWorker<Input>({
  jobType: 'record-findings',
  input: { type: 'object', properties: { attendance: {}, findings: {}, applicantOpinion: {} } },
  async handle (variables, context) {
    const open = await lockVisit(context)
    if (open.permits.length === 0) {
      await closeVisit(context, open.visit.visit_no)
      return { findingsOutcome: 'dropped' }
    }
    const task = { elementId: 'inspect', caseNo: open.visit.case_no, visitNo: open.visit.visit_no }
    const completion = await takeLawfulCompletion(context, task, { ...variables })
    if (variables.attendance === 'not-possible') {
      await recordAbsence(context, open, { ...variables }, completion)
      return { findingsOutcome: 'not-possible' }
    }
    const { rectificationDueAt } = await recordInspection(context, open, { ...variables }, completion)
    if (rectificationDueAt === null) return { findingsOutcome: 'concluded' }
    return { findingsOutcome: 'rectify', rectificationDueAt: rectificationDueAt.toISOString() }
  }
})
