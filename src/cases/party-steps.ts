import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { caseMaterialsOf } from '../database/case-materials.js'
import { hearingRightsOf } from '../database/hearing-rights.js'
import type { StatementRow } from '../database/statements.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { finalReviewMaterials } from '../domain/permit-stages.js'
import { materialName } from '../domain/subject-names.js'
import type { CivilDate } from '../domain/time.js'
import { isOutstanding } from '../domain/tolerance.js'
import { whyNoHearing } from './hearing-right.js'
import { loadPermitContext, permitOf } from './permit-context.js'
import { openStatement } from './statement.js'

export interface PartySteps {
  /** 陈述申辩: what is intended and may still be answered. */
  statements: { permit: string, name: string, intended: StatementRow['intended'], reasons: string, documentNo: string, dueOn: CivilDate }[]
  /** The applicant's right to a hearing, as long as it can be used. */
  hearingRights: { permit: string, name: string, documentNo: string, dueOn: CivilDate }[]
  /** Permits whose preparation is approved, with what their final review asks for. */
  finalReviews: { permit: string, name: string, materials: { id: string, name: string, isHandedIn: boolean }[] }[]
}

/** What the party may do in its case today besides what a notice asks for. */
export async function partySteps (tx: Knex, { caseNo, industry, subCases }: { caseNo: string, industry: PublishedIndustry, subCases: SubCaseRow[] }, today: CivilDate): Promise<PartySteps> {
  const steps: PartySteps = { statements: [], hearingRights: [], finalReviews: [] }
  for (const subCase of subCases) {
    const permit = permitOf(industry, subCase.permit)
    const named = { permit: permit.id, name: permit.name }
    const statement = await openStatement(tx, subCase, today)
    if (statement !== undefined) {
      const { intended, reasons, document_no: documentNo, respond_by: dueOn } = statement
      steps.statements.push({ ...named, intended, reasons, documentNo, dueOn })
    }
    const right = (await hearingRightsOf(tx, subCase.sub_case_no)).findLast(({ party, state, apply_by: applyBy }) => party === null && state === 'open' && today <= applyBy)
    if (right !== undefined && await whyNoHearing(tx, await loadPermitContext(tx, subCase.sub_case_no)) === undefined) {
      steps.hearingRights.push({ ...named, documentNo: right.document_no, dueOn: right.apply_by })
    }
    if (subCase.state === 'preparing') steps.finalReviews.push({ ...named, materials: await finalMaterials(tx, caseNo, industry, finalReviewMaterials(permit)) })
  }
  return steps
}

async function finalMaterials (tx: Knex, caseNo: string, industry: PublishedIndustry, ids: string[]): Promise<PartySteps['finalReviews'][number]['materials']> {
  const rows = await caseMaterialsOf(tx, caseNo)
  return ids.map((id) => {
    const state = rows.find((row) => row.material_id === id)?.state
    return { id, name: materialName(industry, id), isHandedIn: state !== undefined && !isOutstanding(state) }
  })
}
