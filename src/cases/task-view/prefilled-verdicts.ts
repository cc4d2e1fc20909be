import { isJudged, type CheckSight } from '../../domain/decision-rules.js'
import type { JudgedItem } from '../../domain/judged-item.js'
import type { PermitContext } from '../permit-context.js'

/** Judged by nobody yet: what is in order by default would be looked at by nobody. */
export type RowToJudge = Omit<JudgedItem, 'result'> & { result: 'deficient' | null }

/**
 * One row a material to judge. What is missing is prefilled as deficient, so that nobody has to type it; after a supplement only what was
 * handed in anew is listed. After the acceptance nothing is missing any more that could be asked for.
 */
export function prefilledVerdicts ({ materials, permit, industry }: PermitContext, sight: CheckSight): RowToJudge[] {
  const missing = new Set(sight.materials.filter(({ isMissing }) => isMissing).map(({ id }) => id))
  if (sight.reopened !== null) return sight.reopened.filter(({ kind, id }) => kind === 'field' || isJudgedHere(id)).map((item) => rowOf(item.kind, item.id, nameOf(item), missing.has(item.id)))
  return materials.filter(({ state, isMissing, isRequired }) => isJudged(state) && (!isMissing || (isRequired && !sight.isAccepted)))
    .map(({ id, name }) => rowOf('material', id, name, missing.has(id)))

  /** What follows later was answered by that, and is judged when it comes. */
  function isJudgedHere (id: string): boolean {
    const material = materials.find((one) => one.id === id)
    return material === undefined || isJudged(material.state)
  }

  function nameOf ({ kind, id }: { kind: 'material' | 'field', id: string }): string {
    if (kind === 'material') return materials.find((material) => material.id === id)?.name ?? id
    return [...industry.common_fields, ...permit.fields.individual].find((field) => field.id === id)?.label ?? id
  }
}

function rowOf (kind: 'material' | 'field', id: string, name: string, isMissing: boolean): RowToJudge {
  return isMissing
    ? { kind, id, name, result: 'deficient', reason: '未提交', howToMend: `请提交${name}` }
    : { kind, id, name, result: null, reason: '', howToMend: '' }
}
