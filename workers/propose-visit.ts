import { closeVisit } from '../src/cases/conclude-permits.js'
import { loadVisit, visitedPermits } from '../src/cases/visits/open-visit.js'
import { proposeVisit } from '../src/cases/visits/visit-proposal.js'
import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { claimVisit, dropEndedPermits, updateVisit, visitOf } from '../src/database/visits.js'
import { visitParties } from '../src/domain/inspection-slots.js'
import { defineWorker } from '../src/engine/define-worker.js'

/**
 * 拟定核查时间: the first slot in which every department has its people free. It is only proposed; the organiser confirms and thereby
 * books. Where nothing is possible the visit stays pending and the organiser's task says why.
 */
export default defineWorker<{ caseNo: string, visitNo: string }>({
  jobType: 'propose-visit',
  input: {
    type: 'object', required: ['caseNo', 'visitNo'], properties: { caseNo: { type: 'string' }, visitNo: { type: 'string' } }
  },
  async handle ({ caseNo, visitNo }, context) {
    const { tx, epoch, job, clock } = context
    await lockCase(tx, caseNo)
    const { case_no: owner, department, region } = await visitOf(tx, visitNo)
    if (owner !== caseNo) throw new Error(`${visitNo} is no visit of case ${caseNo}`)
    const dropped = { visitOutcome: 'dropped', leadDepartment: department, visitRegion: region, inspectorGroups: [] }
    if (!await claimVisit(tx, visitNo, epoch, job.processInstanceKey)) return dropped
    await registerInstance(tx, context, { caseNo, visitNo })
    await dropEndedPermits(tx, visitNo)
    const open = await loadVisit(tx, visitNo)
    if (open.permits.length === 0) {
      await closeVisit(context, visitNo)
      return dropped
    }
    const { slots: [best] } = await proposeVisit(tx, open, clock.now())
    await updateVisit(tx, visitNo, best === undefined
      ? { state: 'pending', slot: null }
      : { state: 'proposed', slot: { from: best.startsAt, until: best.endsAt } })
    return {
      visitOutcome: 'proposed',
      leadDepartment: department,
      visitRegion: region,
      inspectorGroups: visitParties(visitedPermits(open)).map(({ group }) => group)
    }
  }
})
