import { hashOf } from './content-hash.js'
import type { PublishedIndustry, Resource } from './types.js'

/** What one department signs for: one permit, or the flow with all that isn't a permit's (questions, form, composite licence, common periods). */
export type PartSubject = 'flow' | `permit:${string}`
export interface ReleasePart {
  subject: PartSubject
  /** As people call it. */
  title: string
  department: { id: string, name: string }
  hash: string
}

/** The parts of a draft: every value of it is in exactly one, or follows from the others. */
export function releaseParts ({ content, resources }: { content: PublishedIndustry, resources: Resource[] }): ReleasePart[] {
  return [
    { subject: 'flow', title: '流程、问答和共用内容', department: content.lead_department, hash: hashOf([ownContent(content), sortedByName(resources)]) },
    ...content.permits.map((permit): ReleasePart => ({ subject: `permit:${permit.id}`, title: `事项“${permit.name}”`, department: permit.department, hash: hashOf(permit) }))
  ]
}

/**
 * Without the permits' contents, what is worked out from them, and the work list of open facts: who confirms a fact signs that already, and a fact that is
 * no longer 〔待核〕 loses its mark where it stands.
 */
export function ownContent (content: PublishedIndustry): Record<string, unknown> {
  const {
    permits, unified_form: _form, unified_materials: _materials, collaborating_departments: _departments, open_facts: _open, confirmed_facts: _confirmed,
    joint_inspection: { pre_decision_permits: _before, post_decision_permits: _after, ...inspection }, ...own
  } = content
  return { ...own, joint_inspection: inspection, permits: permits.map(({ id }) => id) }
}

/**
 * Of these parts those whose content isn't in the current release, and the permits that it has and they haven't; without a release all.
 * A permit that moves to another department counts as that department's change.
 */
export function changedParts (parts: ReleasePart[], current: ReleasePart[]): ReleasePart[] {
  const before = new Map(current.map((part) => [part.subject, part]))
  const changed = parts.filter(({ subject, hash, department }) => before.get(subject)?.hash !== hash || before.get(subject)?.department.id !== department.id)
  const kept = new Set(parts.map(({ subject }) => subject))
  const dropped = current.filter(({ subject }) => !kept.has(subject)).map((part) => ({ ...part, title: `取消${part.title}`, hash: `dropped:${part.hash}` }))
  return [...changed, ...dropped]
}

function sortedByName (resources: Resource[]): Resource[] {
  return [...resources].sort((a, b) => a.name < b.name ? -1 : 1)
}
