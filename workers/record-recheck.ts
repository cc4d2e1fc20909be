import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockVisit } from '../src/cases/visits/open-visit.js'
import { issueRecheckReport } from '../src/cases/visits/visit-documents.js'
import { checkFindingsOf } from '../src/cases/visits/visit-rules.js'
import { insertFindings } from '../src/database/visits.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 登记复审记录: the one re-check of everything rectified; there is no second round (方案 三（四）). */
export default defineWorker<{ findings?: unknown }>({
  jobType: 'record-recheck',
  input: { type: 'object', properties: { findings: {} } },
  async handle (variables, context) {
    const open = await lockVisit(context)
    if (open.permits.length === 0) return undefined
    const { visit } = open
    const task = { elementId: 'recheck', caseNo: visit.case_no, visitNo: visit.visit_no }
    const { completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    const { findings } = await checkFindingsOf(context.tx, open, { ...variables }, 'recheck')
    if (findings === undefined) throw new Error('findings were checked as lawful a moment ago')
    await insertFindings(context.tx, visit.visit_no, 'recheck', findings)
    await issueRecheckReport(context, open, findings, completedAt)
    return undefined
  }
})
