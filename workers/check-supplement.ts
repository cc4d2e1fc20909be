import { missingMaterials, spotQuestion } from '../src/cases/decided-by-table.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { loadPermitContext } from '../src/cases/permit-context.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 核对补正情况: the message only woke the permit; whether its supplement came or its notice expired stands in the database. */
export default defineWorker({
  jobType: 'check-supplement',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { supplementOutcome: 'expired', outcome: subCase.outcome }
    const isAcceptedBySilence = subCase.accepted_at !== null
    if (!isAcceptedBySilence && (subCase.state !== 'received' || subCase.verdict !== null)) return { supplementOutcome: 'waiting' }
    const permitContext = await loadPermitContext(context.tx, subCase.sub_case_no)
    return { supplementOutcome: 'submitted', spotFacts: spotQuestion(permitContext), missingMaterials: missingMaterials(permitContext) }
  }
})
