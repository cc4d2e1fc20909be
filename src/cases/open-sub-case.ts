import { lockCase, type CaseRow } from '../database/cases.js'
import { instanceOf } from '../database/engine-instances.js'
import { subCaseOf, type SubCaseRow } from '../database/sub-cases.js'
import type { WorkerContext } from '../engine/define-worker.js'

/** The case and sub-case that a permit's process works on, both as they are now, the case locked. */
export async function lockSubCase (context: WorkerContext): Promise<{ caseFile: CaseRow, subCase: SubCaseRow }> {
  const { caseNo, subCaseNo } = await instanceOf(context.tx, context)
  if (subCaseNo === undefined) throw new Error(`process instance ${context.job.processInstanceKey} belongs to no sub-case`)
  const caseFile = await lockCase(context.tx, caseNo)
  return { caseFile, subCase: await subCaseOf(context.tx, subCaseNo) }
}
