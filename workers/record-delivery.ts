import { deliverAtWindow } from '../src/cases/delivery.js'
import { takeLawfulCompletion } from '../src/cases/lawful-completion.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { receivedBy?: unknown, identityChecked?: unknown }

/** 登记窗口送达: who received it and that their identity was checked; the service receipt proves it. */
export default defineWorker<Input>({
  jobType: 'record-delivery',
  input: { type: 'object', properties: { receivedBy: {}, identityChecked: {} } },
  async handle (variables, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    const task = { elementId: 'hand-over', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }
    const { actor, completedAt } = await takeLawfulCompletion(context, task, { ...variables })
    await deliverAtWindow(context, caseFile, subCase, { receivedBy: String(variables.receivedBy), handedOverBy: actor.displayName, at: completedAt })
    return undefined
  }
})
