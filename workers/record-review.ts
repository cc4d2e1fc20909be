import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { callFor } from '../src/cases/special-procedures.js'
import { tellIntendedRefusal } from '../src/cases/statement.js'
import { insertOpinion } from '../src/database/decisions.js'
import { updateSubCase } from '../src/database/sub-cases.js'
import { isProcedureKind } from '../src/domain/special-procedures.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { opinion?: unknown, reasons?: unknown }

/**
 * 登记审核意见: proposes the decision that another person makes (行政许可法第三十四条第一款); a refusal is told the party first, who may be heard
 * (第三十六条). Or calls for a special procedure, after whose result it is reviewed again.
 */
export default defineWorker<Input>({
  jobType: 'record-review',
  input: { type: 'object', properties: { opinion: {}, reasons: {} } },
  async handle (variables, context) {
    const { tx } = context
    const { caseFile, subCase } = await lockSubCase(context)
    if (subCase.outcome !== null) return { reviewOutcome: 'ended', outcome: subCase.outcome }
    const task = { elementId: 'review', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
    const { actor, completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    const { opinion, reasons } = variables
    if (isProcedureKind(opinion)) {
      await callFor(tx, subCase, opinion, String(reasons), actor.login)
      return { reviewOutcome: 'procedure' }
    }
    await insertOpinion(tx, subCase.sub_case_no, {
      opinion: opinion as 'grant' | 'refuse',
      reason: typeof reasons === 'string' ? reasons : '',
      reviewedBy: actor.login,
      reviewedAt: completedAt
    })
    await updateSubCase(tx, subCase.sub_case_no, { state: 'deciding' })
    if (opinion === 'refuse') await tellIntendedRefusal(context, subCase.sub_case_no, String(reasons))
    return { reviewOutcome: 'reviewed' }
  }
})
