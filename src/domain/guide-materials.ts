import type { PublishedIndustry } from '../catalogue/types.js'
import { conditionInWords } from './condition-words.js'
import { evaluateCondition, factsOfPermit, type Facts } from './conditions.js'
import { isCommitmentAllowed } from './permit-choice.js'
import { materialsFor, materialsToHandIn, possibleMaterials, type NeededMaterial } from './materials.js'

/**
 * What the applicant does about a material: hand it in; nothing because another organ's data bring it (免交), the platform makes it from the
 * one form, the commitment stands for it, or it is the result of another permit.
 */
export type MaterialTreatment = 'hand-in' | 'fetched' | 'generated' | 'committed' | 'awaited'

export interface GuideMaterial extends NeededMaterial {
  id: string
  treatment: MaterialTreatment
  handIn: boolean
  /** Permits for which a commitment may stand for it, whether chosen or not. */
  coveredFor: string[]
  /** Permits that ask for it only in some situations, which the answers don't settle yet, in words. */
  onlyWhen: { permitId: string, text: string }[]
}

/** Every material that these answers ask for or don't rule out yet, each once. */
export function guideMaterials (industry: PublishedIndustry, permitIds: readonly string[], answers: Facts, commitments: readonly string[]): GuideMaterial[] {
  return possibleMaterials(industry, permitIds, answers, commitments).map((material) => ({
    id: material.materialId,
    ...material,
    treatment: treatmentOf(material),
    handIn: materialsToHandIn([material]).length > 0,
    coveredFor: coveredUses(industry, material, answers),
    onlyWhen: openUses(industry, material, answers, commitments)
  }))
}

/** How many materials the applicant brings: permit by permit, and once for all of them. Those in question are not counted. */
export function materialCounts (industry: PublishedIndustry, permitIds: readonly string[], answers: Facts, commitments: readonly string[]): { before: number, after: number } {
  return {
    before: permitIds.reduce((sum, id) => sum + materialsFor(industry, [id], answers, []).length, 0),
    after: materialsFor(industry, permitIds, answers, commitments).filter((material) => treatmentOf(material) === 'hand-in').length
  }
}

function treatmentOf (material: NeededMaterial): MaterialTreatment {
  if (material.isGenerated) return 'generated'
  if (material.source === 'awaited-in-case') return 'awaited'
  if (material.isCommitted) return 'committed'
  return material.dataSharing.available === 'yes' ? 'fetched' : 'hand-in'
}

function coveredUses (industry: PublishedIndustry, { materialId, usedBy }: NeededMaterial, answers: Facts): string[] {
  return industry.permits.filter((permit) => usedBy.includes(permit.id) && isCommitmentAllowed(permit, answers) &&
    permit.materials.some((one) => one.id === materialId && one.covered_by_commitment)).map((permit) => permit.id)
}

function openUses (industry: PublishedIndustry, { materialId, usedBy }: NeededMaterial, answers: Facts, commitments: readonly string[]): GuideMaterial['onlyWhen'] {
  return industry.permits.filter((permit) => usedBy.includes(permit.id)).flatMap((permit) => {
    const condition = permit.materials.find((one) => one.id === materialId)?.applies_when ?? null
    if (condition === null || evaluateCondition(condition, factsOfPermit(answers, permit.id, commitments))) return []
    return [{ permitId: permit.id, text: conditionInWords(industry, condition) }]
  })
}
