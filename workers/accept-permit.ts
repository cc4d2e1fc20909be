import { issueAcceptance } from '../src/cases/acceptance.js'
import { noteAwaitedResults } from '../src/cases/awaited-results.js'
import { compareWithTable } from '../src/cases/decided-by-table.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { loadPermitContext } from '../src/cases/permit-context.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 受理: the permit's own clock starts, whatever the other permits wait for (行政许可法第三十二条第一款第五项). */
export default defineWorker<{ waitFor?: string[] | null, inspection?: string | null }>({
  jobType: 'accept-permit',
  input: { type: 'object', properties: { waitFor: { type: 'array', nullable: true, items: { type: 'string' } }, inspection: { type: 'string', nullable: true } } },
  async handle ({ waitFor, inspection }, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { acceptance: 'ended', needsVisit: false, awaitsResults: false, outcome: subCase.outcome }
    // A preparation is approved before there is a place to look at
    const said = inspection === undefined ? undefined : inspection === 'before-decision' && subCase.stage !== 'preparation'
    await compareWithTable(context.tx, { about: subCase.sub_case_no, decision: 'inspection-need', said, done: subCase.needs_visit })
    await issueAcceptance(context, subCase.sub_case_no)
    const awaitsResults = await noteAwaitedResults(context.tx, await loadPermitContext(context.tx, subCase.sub_case_no), waitFor ?? [])
    await advanceRendezvous(context.tx, caseFile.case_no, context.clock)
    return { acceptance: 'accepted', needsVisit: subCase.needs_visit && !subCase.visit_concluded, awaitsResults }
  }
})
