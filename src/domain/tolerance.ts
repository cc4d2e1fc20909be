import type { Limit, Permit, PublishedIndustry } from '../catalogue/types.js'
import { earlierOf, laterOf } from './civil-days.js'
import type { NeededMaterial } from './materials.js'
import { finalReviewMaterials } from './permit-stages.js'
import type { Refusal } from './decision-rules.js'
import type { MaterialState } from './lifecycle.js'
import type { CivilDate } from './time.js'
import { addWorkdays, workdaysBefore, type WorkCalendar } from './working-days.js'

/** How a permit is handled in an application or case. */
export interface HandledPermit { permit: Permit, isCommitment: boolean, isInstant: boolean }

/**
 * Of the permits that can't be decided without a material, those that may be accepted before it is there: it is registered as secondary (`tolerance`),
 * and the permit goes the ordinary way. What is decided on the spot or filed has no time in which anything could follow (河南省优化营商环境条例第三十五条).
 */
export function toleratingPermits (material: Pick<NeededMaterial, 'materialId' | 'requiredBy' | 'tolerance' | 'source'>, permits: readonly HandledPermit[]): string[] {
  if (material.tolerance === null || material.source === 'awaited-in-case') return []
  return permits.filter(({ permit, isCommitment, isInstant }) =>
    material.requiredBy.includes(permit.id) && permit.kind !== '备案' && !isCommitment && !isInstant && !finalReviewMaterials(permit).includes(material.materialId)
  ).map(({ permit }) => permit.id)
}

/** Why a material can't be handed in later; undefined when it can. */
export function toleranceRefusal (material: NeededMaterial | undefined, permits: readonly HandledPermit[]): Refusal {
  if (material === undefined) return '本次申请不需要这份材料'
  if (material.isGenerated || material.isCommitted || material.source === 'awaited-in-case') return '这份材料不用提交，不需要容缺'
  if (material.tolerance === null) return '这是主要材料，不能容缺，请提交'
  if (!material.required) return '这份材料不是必须提交的，不需要容缺'
  return toleratingPermits(material, permits).length > 0 ? undefined : '所办事项当场办结或者是备案，材料齐全才能办，不能容缺'
}

/** Not there: it is to follow, or a notice, be it about another permit, asks for it again. */
export function isOutstanding (state: MaterialState): boolean {
  return state === 'tolerated' || state === 'missing'
}

/** Whether the applicant has brought it, now or with an earlier application. */
export function isReceived (state: MaterialState): boolean {
  return state === 'handed-in' || state === 'reused'
}

/** What a material counts as that the applicant has brought. */
export function receivedAs (origin: 'uploaded' | 'reused'): MaterialState {
  return origin === 'reused' ? 'reused' : 'handed-in'
}

/** A material by its id wherever the industry's permits name it. */
export function isTolerable (industry: PublishedIndustry, materialId: string): boolean {
  return industry.permits.some(({ materials }) => materials.some(({ id, tolerance }) => id === materialId && tolerance !== null))
}

/** What bounds the time for handing in: the permit's earlier limit, and the working days that the decision needs of it (`decision-reserve` 〔待核〕). */
export interface ToleranceBounds { dueOn: CivilDate, decisionReserve: Limit, calendar: WorkCalendar }

/** 补齐期限: so many working days from the acceptance, at the latest before the decision, and never less than one. */
export function toleranceDeadline (acceptedOn: CivilDate, workdays: number, bounds: ToleranceBounds): CivilDate {
  const { calendar } = bounds
  const wanted = earlierOf(addWorkdays(calendar, acceptedOn, workdays), lastDayFor(bounds))
  return laterOf(wanted, addWorkdays(calendar, acceptedOn, 1))
}

/** The same period once more, from the day on which the first one ends; null when the decision leaves no day for it. */
export function extendedTolerance (deadline: CivilDate, workdays: number, bounds: ToleranceBounds): CivilDate | null {
  const extended = earlierOf(addWorkdays(bounds.calendar, deadline, workdays), lastDayFor(bounds))
  return extended > deadline ? extended : null
}

function lastDayFor ({ dueOn, decisionReserve, calendar }: ToleranceBounds): CivilDate {
  return workdaysBefore(calendar, dueOn, decisionReserve.n)
}

/** A tolerated material that is not there yet; `dueOn` null before the acceptance. */
export interface OutstandingMaterial { name: string, dueOn: CivilDate | null }

/**
 * 最迟决定前补齐: nothing is granted while the applicant may still hand in; afterwards the department decides with what there is, and says why when it
 * grants all the same.
 */
export function outstandingRefusal (outstanding: readonly OutstandingMaterial[], today: CivilDate, hasReasons: boolean): Refusal {
  const running = outstanding.find(({ dueOn }) => dueOn === null || today <= dueOn)
  if (running !== undefined) return `“${running.name}”已容缺受理，申请人可以在 ${running.dueOn ?? '受理后的期限'} 前补交；补交之后或者期满之后才能准予`
  const [lapsed] = outstanding
  return lapsed === undefined || hasReasons ? undefined : `容缺的“${lapsed.name}”期满未补交，仍然准予的，请在理由中说明依据`
}
