import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { approvePreparation } from '../src/cases/preparation.js'
import { recordDecision } from '../src/cases/record-decision.js'
import { latestOpinion } from '../src/database/decisions.js'
import { insertHandlingOpinion } from '../src/database/handling-opinions.js'
import { updateSubCase } from '../src/database/sub-cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { decision?: unknown, reasons?: unknown }

/** 登记决定 (行政许可法第三十八条): by the department's approver, who is not the reviewer; or returned to the review. */
export default defineWorker<Input>({
  jobType: 'record-decision',
  input: { type: 'object', properties: { decision: {}, reasons: {} } },
  async handle (variables, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { decisionOutcome: 'ended', outcome: subCase.outcome }
    const task = { elementId: 'decide', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
    const { actor, completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    if (variables.decision === 'returned') {
      await updateSubCase(context.tx, subCase.sub_case_no, { state: 'reviewing' })
      await insertHandlingOpinion(context.tx, subCase.sub_case_no, {
        step: 'review-returned', reasons: String(variables.reasons), givenBy: actor.login, givenAt: completedAt
      })
      return { decisionOutcome: 'returned' }
    }
    const decision = variables.decision as 'granted' | 'refused'
    const opinion = await latestOpinion(context.tx, subCase.sub_case_no)
    const decided = {
      decision,
      manner: 'ordinary' as const,
      reasons: typeof variables.reasons === 'string' ? variables.reasons : '',
      reviewedBy: opinion?.reviewed_by ?? null,
      decidedBy: actor,
      decidedAt: completedAt
    }
    if (decision === 'granted' && subCase.stage === 'preparation') {
      await approvePreparation(context, caseFile, subCase, decided)
      return { decisionOutcome: 'decided', outcome: 'preparing' }
    }
    await recordDecision(context, caseFile, subCase, decided)
    return { decisionOutcome: 'decided', outcome: decision }
  }
})
