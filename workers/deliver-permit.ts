import { deliverElectronically } from '../src/cases/delivery.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 送达: at once into the applicant's account with their consent, else at the window (行政许可法第四十四条). */
export default defineWorker({
  jobType: 'deliver-permit',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    if (caseFile.electronic_delivery) {
      await deliverElectronically(context, caseFile, subCase)
      return { deliveryManner: 'electronic' }
    }
    await advanceRendezvous(context.tx, caseFile.case_no, context.clock)
    return { deliveryManner: 'window' }
  }
})
