import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import type { ApplicationMaterial } from '../database/applications.js'
import { addMaterialVersion } from '../database/case-materials.js'
import { insertCaseMaterials } from '../database/case-submission.js'
import { insertToleratedMaterials, type NewToleratedMaterial } from '../database/tolerated-materials.js'
import type { Facts } from '../domain/conditions.js'
import type { MaterialState } from '../domain/lifecycle.js'
import { materialsFor, type NeededMaterial } from '../domain/materials.js'
import type { ChosenPermit } from '../domain/permit-choice.js'
import { isReceived, receivedAs, toleratingPermits } from '../domain/tolerance.js'

export interface OpeningMaterials {
  caseNo: string
  industry: PublishedIndustry
  permits: ChosenPermit[]
  /** Numbers of the sub-cases, in the order of the permits. */
  subCaseNos: string[]
  /** What the applicant wants to hand in later. */
  tolerated: string[]
  facts: Facts
  uploads: ApplicationMaterial[]
  accountId: number
  submittedAt: Date
}

export interface OpenedMaterial { materialId: string, name: string, copies: number, state: MaterialState }

/**
 * The materials that a case begins with. Missing ones never stop a submission: they are received and told (方案 三（三）). An upload that
 * the chosen permits don't need is left with the application.
 */
export async function openCaseMaterials (tx: Knex, opening: OpeningMaterials): Promise<OpenedMaterial[]> {
  const { caseNo, industry, permits, facts, uploads } = opening
  const needed = materialsFor(industry, permits.map(({ permit }) => permit.id), facts,
    permits.filter(({ isCommitment }) => isCommitment).map(({ permit }) => permit.id))
  const uploadOf = new Map(uploads.map((upload) => [upload.material_id, upload]))
  const opened = needed.map((material) => ({
    materialId: material.materialId,
    name: material.name,
    copies: material.copies,
    state: openingState(material, { upload: uploadOf.get(material.materialId), isTolerated: opening.tolerated.includes(material.materialId) })
  }))
  await insertCaseMaterials(tx, caseNo, opened.filter(({ state }) => !isReceived(state)))
  await insertToleratedMaterials(tx, opened.filter(({ state }) => state === 'tolerated').flatMap(({ materialId }) =>
    toleratedRows(needed.find((material) => material.materialId === materialId)!, opening)))
  for (const { materialId, state } of opened.filter(({ state }) => isReceived(state))) {
    const upload = uploadOf.get(materialId)!
    await addMaterialVersion(tx, caseNo, materialId, state, {
      origin: upload.origin,
      fileHash: upload.file_hash,
      fileName: upload.file_name,
      handedInBy: opening.accountId,
      handedInAt: opening.submittedAt,
      originalSeenBy: upload.original_seen_by,
      originalSeenAt: upload.original_seen_at
    })
  }
  return opened
}

/** One row for every permit that can't be decided without the material and is accepted before it is there. */
function toleratedRows (material: NeededMaterial, { permits, subCaseNos, submittedAt }: OpeningMaterials): NewToleratedMaterial[] {
  const tolerating = toleratingPermits(material, permits)
  return subCaseNos.filter((_, index) => tolerating.includes(permits[index]!.permit.id)).map((subCaseNo) => ({
    sub_case_no: subCaseNo, material_id: material.materialId, workdays: material.tolerance!.n, signed_at: submittedAt
  }))
}

function openingState (material: NeededMaterial, { upload, isTolerated }: { upload: ApplicationMaterial | undefined, isTolerated: boolean }): MaterialState {
  if (material.isGenerated) return 'generated'
  if (upload !== undefined) return receivedAs(upload.origin)
  if (material.source === 'awaited-in-case') return 'awaited-in-case'
  if (material.isCommitted) return 'committed'
  return isTolerated ? 'tolerated' : 'missing'
}
