import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { recordJudgement } from '../src/cases/judgement.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { advanceRendezvous } from '../src/cases/rendezvous.js'
import { endWithoutDecision } from '../src/cases/end-without-decision.js'
import { releaseOf } from '../src/database/releases.js'
import { insertHandlingOpinion } from '../src/database/handling-opinions.js'
import { readJudgedItems } from '../src/domain/judged-item.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { verdict?: unknown, reasons?: unknown, verdicts?: unknown }

/** 登记预审意见 (行政许可法第三十二条): complete, deficient, not required, or a proposal not to accept that the approver confirms. */
export default defineWorker<Input>({
  jobType: 'record-verdict',
  input: { type: 'object', properties: { verdict: {}, reasons: {}, verdicts: {} } },
  async handle (variables, context) {
    const { tx, clock } = context
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { verdict: 'ended', outcome: subCase.outcome }
    const task = { elementId: 'pre-review', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
    const { actor, completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    // Silence has been acceptance meanwhile
    if (subCase.accepted_at !== null) return { verdict: 'complete' }

    if (variables.verdict === 'non-acceptance') {
      await insertHandlingOpinion(tx, subCase.sub_case_no, {
        step: 'non-acceptance-proposed', reasons: String(variables.reasons), givenBy: actor.login, givenAt: completedAt
      })
      return { verdict: 'non-acceptance' }
    }
    if (variables.verdict === 'not-required') {
      await endWithoutDecision(context, subCase, 'not-required', String(variables.reasons))
      return { verdict: 'ended', outcome: 'not-required' }
    }
    const verdict = await recordJudgement(tx, subCase, readJudgedItems(variables.verdicts, (await releaseOf(tx, caseFile.release_id)).reasons), { login: actor.login, at: completedAt })
    await advanceRendezvous(tx, caseFile.case_no, clock)
    return { verdict }
  }
})
