import type { Knex } from 'knex'
import { uncommitMaterials } from '../database/case-materials.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import { handlingOf } from '../domain/handling.js'
import { recordJudgement } from './judgement.js'
import { loadPermitContext } from './permit-context.js'

/**
 * 转一般程序: what was to be decided on the spot is looked at as the law usually has it, with its visit. The commitment no longer replaces any
 * material: those are told in the one notice, and judged by pre-review once they are there (行政许可法第三十二条).
 * Returns whether all that the ordinary procedure requires is there.
 */
export async function turnToOrdinary (tx: Knex, subCase: SubCaseRow, by: { login: string, at: Date }): Promise<boolean> {
  const { sub_case_no: subCaseNo } = subCase
  const { permit, industry, facts, materials: committed } = await loadPermitContext(tx, subCaseNo)
  const { needsVisit } = handlingOf(industry.decisions, permit, { isCommitment: false, isOrdinary: true }, facts)
  await updateSubCase(tx, subCaseNo, { is_instant: false, is_commitment: false, needs_visit: needsVisit, verdict: 'complete' })
  await uncommitMaterials(tx, subCase.case_no, committed.map(({ id }) => id))

  const { materials } = await loadPermitContext(tx, subCaseNo)
  const missing = materials.filter(({ isMissing, isRequired }) => isMissing && isRequired)
  // After the acceptance nothing can be asked for any more, silence being one too
  if (missing.length === 0 || subCase.accepted_at !== null) return true
  await recordJudgement(tx, subCase, missing.map(({ id, name }) => ({
    kind: 'material', id, name, result: 'deficient', reason: '转一般程序办理，不再以承诺代替', howToMend: `请提交${name}`
  })), by)
  return false
}
