import { endWithoutDecision } from '../src/cases/end-without-decision.js'
import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { insertHandlingOpinion } from '../src/database/handling-opinions.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { confirmation?: unknown, reasons?: unknown }

/** 登记不予受理: the approver confirms what the reviewer proposed, or returns it (行政许可法第三十二条第一款第二项). */
export default defineWorker<Input>({
  jobType: 'record-non-acceptance',
  input: { type: 'object', properties: { confirmation: {}, reasons: {} } },
  async handle (variables, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { nonAcceptance: 'ended', outcome: subCase.outcome }
    if (subCase.accepted_at !== null) return { nonAcceptance: 'deemed-accepted' }
    const task = { elementId: 'confirm-non-acceptance', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
    const { actor, completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    if (variables.confirmation === 'returned') {
      await insertHandlingOpinion(context.tx, subCase.sub_case_no, {
        step: 'pre-review-returned', reasons: String(variables.reasons), givenBy: actor.login, givenAt: completedAt
      })
      return { nonAcceptance: 'returned' }
    }
    await endWithoutDecision(context, subCase, 'non-accepted', String(variables.reasons))
    return { nonAcceptance: 'confirmed', outcome: 'non-accepted' }
  }
})
