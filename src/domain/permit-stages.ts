import type { Limit, Permit } from '../catalogue/types.js'

/** 两段式审批: the preparation is approved first, the final review is applied for when the applicant is ready (互联网上网服务营业场所管理条例第十一条). */
export function isTwoStage (permit: Permit): boolean {
  return permit.time_limit.stages.length === 2
}

/** Each stage of a two-stage permit has its own limits, counted from its own acceptance. */
export function stageLimits (permit: Pick<Permit, 'time_limit'>, stage: 'preparation' | 'final' | null): { statutory: Limit | null, promised: Limit } {
  const [preparation, final] = permit.time_limit.stages
  if (stage === null || preparation === undefined || final === undefined) return permit.time_limit
  return stage === 'preparation' ? preparation : final
}

/** What only the final review of a two-stage permit asks for (materials with `stage`). */
export function finalReviewMaterials (permit: Permit): string[] {
  const final = permit.time_limit.stages[1]?.name
  return permit.materials.filter(({ stage }) => stage !== null && stage === final).map(({ id }) => id)
}
