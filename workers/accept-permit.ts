import { issueAcceptance } from '../src/cases/acceptance.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 受理: the permit's own clock starts, whatever the other permits wait for (行政许可法第三十二条第一款第五项). */
export default defineWorker({
  jobType: 'accept-permit',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { acceptance: 'ended', needsVisit: false, outcome: subCase.outcome }
    await issueAcceptance(context, subCase.sub_case_no)
    await advanceRendezvous(context.tx, caseFile.case_no, context.clock)
    return { acceptance: 'accepted', needsVisit: subCase.needs_visit }
  }
})
