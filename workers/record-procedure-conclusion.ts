import { resumeClockAfter } from '../src/cases/clock-stops.js'
import { issueHearingRecord } from '../src/cases/hearing-papers.js'
import { takeProcedureCompletion } from '../src/cases/procedure-completion.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { recordConclusion } from '../src/cases/special-procedures.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { procedureConclusion?: unknown, reportNo?: unknown, recorder?: unknown, participants?: unknown, isConfirmed?: unknown, particulars?: unknown }

/** 登记环节结果: what came of it; the permit's review goes on when the last of its procedures has its result. */
export default defineWorker<Input>({
  jobType: 'record-procedure-conclusion',
  input: { type: 'object', properties: { procedureConclusion: {}, reportNo: {}, recorder: {}, participants: {}, isConfirmed: {}, particulars: {} } },
  async handle (variables, context) {
    const taken = await takeProcedureCompletion(context, 'conclude', { ...variables })
    if (taken === undefined) return { procedureState: 'ended' }
    const { procedure, completion: { actor, completedAt } } = taken
    await recordConclusion(context.tx, procedure, { ...variables }, { login: actor.login, at: completedAt })
    if (procedure.kind === 'hearing') await issueHearingRecord(context.tx, procedure.procedure_no, { recorder: variables.recorder, participants: variables.participants })
    await resumeClockAfter(context, procedure.procedure_no)
    await advanceRendezvous(context.tx, procedure.case_no, context.clock)
    return { procedureState: 'concluded' }
  }
})
