import { issueCertificate } from '../src/cases/certificate.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { refreshCaseState } from '../src/cases/case-progress.js'
import { updateSubCase } from '../src/database/sub-cases.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 制证: the certificate of its own department, at once after the decision, waiting for no other permit (方案 三（五）). */
export default defineWorker({
  jobType: 'issue-certificate',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { caseFile, subCase } = await lockSubCase(context)
    await issueCertificate(context, subCase.sub_case_no)
    await updateSubCase(context.tx, subCase.sub_case_no, { state: 'certificate-issued' })
    await refreshCaseState(context.tx, caseFile)
    return undefined
  }
})
