import type { Knex } from 'knex'
import { addMessage } from '../database/outbox.js'
import { subCasesOf, updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import { priorPermitsOf } from '../domain/permit-order.js'
import type { PermitContext } from './permit-context.js'
import { isInProcedure, openRegularProcedures } from './special-procedures.js'

/**
 * With its acceptance a permit's special procedures are due, and it is written down which other permits of the case its review waits for: those of
 * its law (`depends_on` hard) and those that the flow names. @returns whether it waits for anything
 */
export async function noteAwaitedResults (tx: Knex, context: PermitContext, waitFor: readonly string[]): Promise<boolean> {
  const { subCase, permit } = context
  if (subCase.stage === 'preparation') return false
  const applied = (await subCasesOf(tx, subCase.case_no)).map((one) => one.permit)
  const awaited = [...new Set([...priorPermitsOf(permit, applied), ...waitFor])].filter((id) => applied.includes(id) && id !== permit.id)
  await updateSubCase(tx, subCase.sub_case_no, { awaited_permits: awaited })
  const procedures = await openRegularProcedures(tx, context)
  return awaited.length > 0 || procedures.length > 0
}

/**
 * Whether the results that a permit waits for are all in; while they are not it is 等待同案结果 or in a special procedure, and its clock runs on
 * (行政许可法第四十五条 knows no waiting for another permit).
 */
export async function waitOn (tx: Knex, subCase: SubCaseRow): Promise<'ready' | 'waiting'> {
  const awaited = await whatIsAwaited(tx, subCase)
  if (awaited === undefined) {
    await updateSubCase(tx, subCase.sub_case_no, { state: 'reviewing' })
    return 'ready'
  }
  await updateSubCase(tx, subCase.sub_case_no, { state: awaited, wait_round: subCase.wait_round + 1 })
  return 'waiting'
}

/** Wakes the permits whose awaited results have all come, each once for each time that it waits. */
export async function wakeAwaiting (tx: Knex, subCases: SubCaseRow[]): Promise<void> {
  for (const subCase of subCases.filter(({ state }) => state === 'awaiting-result' || state === 'special-procedure')) {
    if (await whatIsAwaited(tx, subCase, subCases) !== undefined) continue
    await addMessage(tx, {
      name: 'awaited-result-in',
      correlationKey: subCase.sub_case_no,
      variables: {},
      dedupeKey: `awaited-result-in:${subCase.sub_case_no}:${subCase.wait_round}`,
      caseNo: subCase.case_no
    })
  }
}

async function whatIsAwaited (tx: Knex, subCase: SubCaseRow, siblings?: SubCaseRow[]): Promise<'awaiting-result' | 'special-procedure' | undefined> {
  if (await isInProcedure(tx, subCase)) return 'special-procedure'
  const others = siblings ?? await subCasesOf(tx, subCase.case_no)
  return others.some(({ permit, outcome }) => subCase.awaited_permits.includes(permit) && outcome === null) ? 'awaiting-result' : undefined
}
