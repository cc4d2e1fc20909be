import { closeCase } from '../src/cases/case-progress.js'
import { lockCase } from '../src/database/cases.js'
import { instanceOf } from '../src/database/engine-instances.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 办结归档: every permit has its outcome and is delivered. */
export default defineWorker({
  jobType: 'close-case',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { tx, clock } = context
    const { caseNo } = await instanceOf(tx, context)
    const isClosed = await closeCase(tx, await lockCase(tx, caseNo), clock.now())
    if (!isClosed) throw new Error(`case ${caseNo} still has a permit that has not ended`)
    return undefined
  }
})
