import type { SubCaseRow } from '../database/sub-cases.js'

export type Route = 'on-the-spot' | 'pre-review' | 'ended'

/** Where a permit goes next before its acceptance; `ended` when it was withdrawn meanwhile. */
export function routeOf (subCase: SubCaseRow): Route {
  if (subCase.outcome !== null) return 'ended'
  return subCase.is_instant && subCase.materials_complete === true ? 'on-the-spot' : 'pre-review'
}
