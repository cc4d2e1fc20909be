import type { Limit, Material, Permit, PublishedIndustry } from '../catalogue/types.js'
import { evaluateCondition, factsOfPermit, judgeCondition, type Facts } from './conditions.js'
import { isCommitmentAllowed } from './permit-choice.js'

/** A material of one application: asked for once, whatever the number of permits that use it. */
export interface NeededMaterial {
  materialId: string
  name: string
  forms: string[]
  copies: number
  source: Material['source']
  issuer: string
  /** Permits that use it in this application, in the industry's order. */
  usedBy: string[]
  /** Those of them that can't be decided without it. */
  requiredBy: string[]
  /** Those of them that are handled by commitment and for which the commitment replaces it. */
  committedFor: string[]
  /** Some permit can't be decided without it. */
  required: boolean
  /** Every permit that uses it is replaced by commitment: nothing to hand in now. */
  isCommitted: boolean
  /** Used by more than one permit. */
  isShared: boolean
  /** Made from the one form and confirmed by the applicant, never uploaded. */
  isGenerated: boolean
  dataSharing: Material['data_sharing']
  /** May follow later (容缺), within this limit; null: not. */
  tolerance: Limit | null
  reuseValidity: Limit | null
  /** The permit whose result it is; never counts as missing. */
  awaitsPermit: string | null
  notes: { permitId: string, note: string }[]
}

/**
 * The materials of an application, each once, in the order in which the permits name them. What a permit asks for depends on the facts and
 * on whether that permit is by commitment.
 * @param permitIds chosen permits; @param commitments those of them by commitment
 */
export function materialsFor (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts, commitments: readonly string[]): NeededMaterial[] {
  return merged(industry, permitIds, commitments, (permit, material) =>
    evaluateCondition(material.applies_when, factsOfPermit(facts, permit.id, commitments)))
}

/** As materialsFor, with those that the facts don't rule out yet: while nobody has asked whether by commitment, both ways are open. */
export function possibleMaterials (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts, commitments: readonly string[]): NeededMaterial[] {
  return merged(industry, permitIds, commitments, (permit, material) => {
    const isMannerOpen = facts['use_commitment'] === undefined && isCommitmentAllowed(permit, facts)
    return judgeCondition(material.applies_when, isMannerOpen ? facts : factsOfPermit(facts, permit.id, commitments)) !== 'false'
  })
}

function merged (
  industry: PublishedIndustry, permitIds: readonly string[], commitments: readonly string[], isAsked: (permit: Permit, material: Material) => boolean
): NeededMaterial[] {
  const needed = new Map<string, NeededMaterial>()
  for (const permit of industry.permits.filter((one) => permitIds.includes(one.id))) {
    const isCommitment = commitments.includes(permit.id)
    for (const material of permit.materials.filter((one) => isAsked(permit, one))) {
      const entry = needed.get(material.id) ?? newEntry(material)
      needed.set(material.id, addUse(entry, permit.id, material, isCommitment && material.covered_by_commitment))
    }
  }
  return [...needed.values()]
}

/** Materials that the applicant hands in: not made by the platform, not replaced by commitment, not another permit's result. */
export function materialsToHandIn (materials: NeededMaterial[]): NeededMaterial[] {
  return materials.filter((material) => !material.isGenerated && !material.isCommitted && material.source !== 'awaited-in-case')
}

function newEntry (material: Material): NeededMaterial {
  return {
    materialId: material.id,
    name: material.name,
    forms: material.forms,
    copies: material.copies,
    source: material.source,
    issuer: material.issuer,
    usedBy: [],
    requiredBy: [],
    committedFor: [],
    required: false,
    isCommitted: true,
    isShared: false,
    isGenerated: material.generated,
    dataSharing: material.data_sharing,
    tolerance: material.tolerance,
    reuseValidity: material.reuse_validity,
    awaitsPermit: material.awaits_permit,
    notes: []
  }
}

function addUse (entry: NeededMaterial, permitId: string, material: Material, isReplaced: boolean): NeededMaterial {
  const isRequired = material.required && !isReplaced
  return {
    ...entry,
    copies: Math.max(entry.copies, material.copies),
    usedBy: [...entry.usedBy, permitId],
    requiredBy: isRequired ? [...entry.requiredBy, permitId] : entry.requiredBy,
    committedFor: isReplaced ? [...entry.committedFor, permitId] : entry.committedFor,
    required: entry.required || isRequired,
    isCommitted: entry.isCommitted && isReplaced,
    isShared: entry.usedBy.length > 0,
    notes: material.note === null ? entry.notes : [...entry.notes, { permitId, note: material.note }]
  }
}

/** What may be handed in with the permits chosen so far; before any is chosen, whatever the industry knows. Generated ones never. */
export function handInIds (industry: PublishedIndustry, { permits, answers: given, form, commitments }: { permits: string[], answers: Facts, form: Facts, commitments: string[] }): string[] {
  if (permits.length === 0) {
    return industry.permits.flatMap(({ materials }) => materials).filter(({ generated }) => !generated).map(({ id }) => id)
  }
  return materialsFor(industry, permits, { ...given, ...form }, commitments).filter(({ isGenerated }) => !isGenerated).map(({ materialId }) => materialId)
}
