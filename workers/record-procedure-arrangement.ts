import { stopClockFor } from '../src/cases/clock-stops.js'
import { issueHearingNotices } from '../src/cases/hearing-papers.js'
import { takeProcedureCompletion } from '../src/cases/procedure-completion.js'
import { issuePublicNotice } from '../src/cases/public-notice.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { recordArrangement } from '../src/cases/special-procedures.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { arrangement?: unknown, beginsOn?: unknown, endsOn?: unknown, institute?: unknown, startsAt?: unknown, place?: unknown, chair?: unknown, particulars?: unknown }

/** 登记环节安排: when and how a public notice, a hearing, an expert review, a test or a background check is held, or why it isn't. */
export default defineWorker<Input>({
  jobType: 'record-procedure-arrangement',
  input: { type: 'object', properties: { arrangement: {}, beginsOn: {}, endsOn: {}, institute: {}, startsAt: {}, place: {}, chair: {}, particulars: {} } },
  async handle (variables, context) {
    const taken = await takeProcedureCompletion(context, 'arrange', { ...variables })
    if (taken === undefined) return { procedureState: 'ended' }
    const { procedure, completion: { actor, completedAt } } = taken
    const procedureState = await recordArrangement(context.tx, procedure, { ...variables }, { login: actor.login, at: completedAt })
    if (procedureState === 'arranged' && procedure.kind === 'public-notice') await issuePublicNotice(context, procedure.procedure_no)
    if (procedureState === 'arranged' && procedure.kind === 'hearing') await issueHearingNotices(context, procedure.procedure_no)
    if (procedureState === 'arranged') await stopClockFor(context, procedure.procedure_no)
    else await advanceRendezvous(context.tx, procedure.case_no, context.clock)
    return { procedureState }
  }
})
