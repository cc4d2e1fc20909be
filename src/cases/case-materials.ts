import type { Knex } from 'knex'
import { caseMaterialsOf } from '../database/case-materials.js'
import type { CaseRow } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf, updateSubCase } from '../database/sub-cases.js'
import { isOutstanding } from '../domain/tolerance.js'
import { loadPermitContext } from './permit-context.js'

/** Missing materials that another organ may have (data_sharing yes or partial). */
export async function missingSharedMaterials (tx: Knex, caseFile: CaseRow): Promise<string[]> {
  const industry = await releaseOf(tx, caseFile.release_id)
  const shareable = new Set(industry.permits.flatMap(({ materials }) => materials)
    .filter((material) => material.data_sharing.available !== 'no').map(({ id }) => id))
  const rows = await caseMaterialsOf(tx, caseFile.case_no)
  return rows.filter((row) => isOutstanding(row.state) && shareable.has(row.material_id)).map((row) => row.material_id)
}

/** Notes for every undecided permit of the case whether all its required materials are there. */
export async function refreshCompleteness (tx: Knex, caseNo: string): Promise<void> {
  for (const subCase of await subCasesOf(tx, caseNo)) {
    if (subCase.outcome !== null || subCase.accepted_at !== null) continue
    const { materials } = await loadPermitContext(tx, subCase.sub_case_no)
    const isComplete = materials.every(({ isMissing, isRequired }) => !isMissing || !isRequired)
    await updateSubCase(tx, subCase.sub_case_no, { materials_complete: isComplete })
  }
}
