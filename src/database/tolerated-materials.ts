import type { Knex } from 'knex'
import type { MaterialState, Outcome } from '../domain/lifecycle.js'
import type { CivilDate } from '../domain/time.js'

export interface ToleratedMaterialRow {
  sub_case_no: string
  material_id: string
  /** Working days, as the case's release has them. */
  workdays: number
  signed_at: Date
  due_on: CivilDate | null
  extended_due_on: CivilDate | null
  /** Of the material in the case: `tolerated` until it comes, `missing` while a notice asks for it again. */
  state: MaterialState
  /** Of the permit. */
  accepted_at: Date | null
  outcome: Outcome | null
}

export type NewToleratedMaterial = Pick<ToleratedMaterialRow, 'sub_case_no' | 'material_id' | 'workdays' | 'signed_at'>

/** Once a permit and material, however often the applicant says so. */
export async function insertToleratedMaterials (tx: Knex, rows: NewToleratedMaterial[]): Promise<void> {
  if (rows.length > 0) await tx('tolerated_material').insert(rows).onConflict(['sub_case_no', 'material_id']).ignore()
}

/** What a case's permits were accepted without, there by now or not. */
export async function toleratedMaterialsOf (tx: Knex, caseNo: string): Promise<ToleratedMaterialRow[]> {
  return await toleratedMaterials(tx, { 'sub_case.case_no': caseNo })
}

/** The same of one permit. */
export async function toleratedBy (tx: Knex, subCaseNo: string): Promise<ToleratedMaterialRow[]> {
  return await toleratedMaterials(tx, { 'sub_case.sub_case_no': subCaseNo })
}

async function toleratedMaterials (tx: Knex, whose: Record<string, string>): Promise<ToleratedMaterialRow[]> {
  return await tx('tolerated_material').join('sub_case', 'sub_case.sub_case_no', 'tolerated_material.sub_case_no')
    .join('case_material', (on) => on.on('case_material.case_no', 'sub_case.case_no').andOn('case_material.material_id', 'tolerated_material.material_id'))
    .where(whose)
    .orderBy(['tolerated_material.sub_case_no', 'tolerated_material.material_id'])
    .select<ToleratedMaterialRow[]>('tolerated_material.*', 'case_material.state', 'sub_case.accepted_at', 'sub_case.outcome')
}

/** The letter's deadline, told once. */
export async function setToleranceDeadline (tx: Knex, { sub_case_no: subCaseNo, material_id: materialId }: ToleratedMaterialRow, dueOn: CivilDate): Promise<void> {
  await tx('tolerated_material').where({ sub_case_no: subCaseNo, material_id: materialId }).update({ due_on: dueOn })
}

export async function extendToleranceDeadline (
  tx: Knex, { sub_case_no: subCaseNo, material_id: materialId }: ToleratedMaterialRow, extension: { dueOn: CivilDate, reason: string }
): Promise<void> {
  await tx('tolerated_material').where({ sub_case_no: subCaseNo, material_id: materialId })
    .update({ extended_due_on: extension.dueOn, extension_reason: extension.reason })
}

/** A missing material follows later from now on. */
export async function markMaterialTolerated (tx: Knex, caseNo: string, materialId: string): Promise<void> {
  await tx('case_material').where({ case_no: caseNo, material_id: materialId, state: 'missing' }).update({ state: 'tolerated' })
}
