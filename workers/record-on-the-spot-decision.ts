import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { recordJudgement } from '../src/cases/judgement.js'
import { inspectionQuestion } from '../src/cases/decided-by-table.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { loadPermitContext } from '../src/cases/permit-context.js'
import { recordDecision } from '../src/cases/record-decision.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { turnToOrdinary } from '../src/cases/ordinary-procedure.js'
import { releaseOf } from '../src/database/releases.js'
import { readJudgedItems } from '../src/domain/judged-item.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { decision?: unknown, reasons?: unknown, verdicts?: unknown }

/** 登记当场决定: filed or granted at once by one task of its department, told deficient, or sent the ordinary way (方案 三（五）). */
export default defineWorker<Input>({
  jobType: 'record-on-the-spot-decision',
  input: { type: 'object', properties: { decision: {}, reasons: {}, verdicts: {} } },
  async handle (variables, context) {
    const { tx, clock } = context
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { spotOutcome: 'ended', outcome: subCase.outcome }
    const task = { elementId: 'decide-on-the-spot', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
    const { actor, completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    const judged = readJudgedItems(variables.verdicts, (await releaseOf(tx, caseFile.release_id)).reasons)
    const by = { login: actor.login, at: completedAt }

    if (variables.decision === 'granted' || variables.decision === 'filed') {
      await recordJudgement(tx, subCase, judged, by)
      await recordDecision(context, caseFile, subCase, {
        decision: variables.decision, manner: 'on-the-spot', reasons: '', reviewedBy: null, decidedBy: actor, decidedAt: completedAt
      })
      return { spotOutcome: 'decided', outcome: variables.decision }
    }
    if (variables.decision === 'ordinary') {
      const isComplete = await turnToOrdinary(tx, subCase, by)
      await advanceRendezvous(tx, caseFile.case_no, clock)
      return { spotOutcome: isComplete ? 'ordinary' : 'deficient', inspectionFacts: inspectionQuestion(await loadPermitContext(tx, subCase.sub_case_no)) }
    }
    await recordJudgement(tx, subCase, judged, by)
    await advanceRendezvous(tx, caseFile.case_no, clock)
    return { spotOutcome: 'deficient' }
  }
})
