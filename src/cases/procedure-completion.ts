import { procedureOfKind, type ProcedureRow } from '../database/special-procedures.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { procedureTasks, procedureKindOf, type ProcedureKind } from '../domain/special-procedures.js'
import { takeLawfulCompletion, type LawfulCompletion } from './lawful-completion.js'
import { lockSubCase } from './open-sub-case.js'

/**
 * The procedure that a job of its process writes down, and who completed the task before it; undefined when the procedure was called off
 * meanwhile. A process is named like its kind.
 */
export async function takeProcedureCompletion (
  context: WorkerContext, step: 'arrange' | 'conclude', variables: Record<string, unknown>
): Promise<{ procedure: ProcedureRow, completion: LawfulCompletion } | undefined> {
  const { subCase } = await lockSubCase(context)
  const kind = context.job.processId as ProcedureKind
  const procedure = await procedureOfKind(context.tx, subCase.sub_case_no, kind)
  if (procedure.state === 'dropped') return undefined
  const elementId = procedureTasks.find((id) => procedureKindOf(id)!.kind === kind && procedureKindOf(id)!.step === step)!
  const completion = await takeLawfulCompletion(context, { elementId, caseNo: subCase.case_no, subCaseNo: subCase.sub_case_no }, variables)
  return { procedure, completion }
}
