import type { Permit, PublishedIndustry } from '../catalogue/types.js'
import type { Facts } from './conditions.js'
import { decide, type DecisionFacts } from './decision-table.js'
import { commitmentLock, inspectionLock, onTheSpotBar } from './law-lock.js'

/** The decision tables by which permits are handled (`bpmn/shared/*.dmn`), as the release has them. */
export type HandlingTables = Pick<PublishedIndustry['decisions'], 'on-the-spot-eligibility' | 'inspection-need'>

/** How an application handles a permit; `isOrdinary`: turned from the spot to the ordinary procedure. */
export interface Manner { isCommitment: boolean, isOrdinary: boolean }

/** How a permit is handled, given whether the applicant chose commitment for it. */
export interface Handling {
  /** Decided at receipt by its department, without waiting for anything else (方案 三（五）). */
  isInstant: boolean
  /** Takes part in the joint inspection before its decision (行政许可法第三十四条第三款). */
  needsVisit: boolean
}

/** What the tables are asked about one permit; the engine is given the same. */
export function spotFacts (permit: Permit, manner: Manner & { materialsComplete: boolean }, facts: Facts): DecisionFacts {
  return {
    permit: permit.id,
    permitKind: permit.kind,
    handlingKind: permit.handling,
    isCommitment: manner.isCommitment,
    commitmentDecidesAtOnce: permit.commitment.instant_decision && commitmentLock(permit, facts) === undefined,
    isOrdinary: manner.isOrdinary,
    materialsComplete: manner.materialsComplete
  }
}

export function inspectionFacts (permit: Permit, manner: Manner, isOnTheSpot: boolean, facts: Facts): DecisionFacts {
  return {
    permit: permit.id,
    permitKind: permit.kind,
    inspectionNeed: permit.inspection.need,
    isJoint: permit.inspection.joint,
    isCommitment: manner.isCommitment && commitmentLock(permit, facts) === undefined,
    isOnTheSpot,
    postCheckRequired: permit.commitment.post_check?.required === true
  }
}

/** Whether the permit may be decided on the spot: what the table says, and never what the law forbids. */
export function isOnTheSpot (tables: HandlingTables, permit: Permit, manner: Manner & { materialsComplete: boolean }, facts: Facts): boolean {
  if (onTheSpotBar(permit, manner, facts) !== undefined) return false
  return decide(tables['on-the-spot-eligibility'], spotFacts(permit, manner, facts))?.['spotRoute'] === 'on-the-spot'
}

/** Filings, registrations on the spot and commitments are instant; what is left goes through review and, where its law asks for a look at the place, a visit. */
export function handlingOf (tables: HandlingTables, permit: Permit, manner: Manner, facts: Facts): Handling {
  return { isInstant: isInstant(tables, permit, manner, facts), needsVisit: inspectionOf(tables, permit, manner, facts) === 'before-decision' }
}

/** Whether a dated post-check follows the decision, and within which limit (post_check of a commitment or filing). */
export function postCheckOf (tables: HandlingTables, permit: Permit, manner: Manner, facts: Facts): { within: { n: number, unit: '工作日' | '日' | '月' } } | undefined {
  const { post_check: postCheck } = permit.commitment
  return postCheck !== null && inspectionOf(tables, permit, manner, facts) === 'post-check' ? { within: postCheck.within } : undefined
}

/** Filings are received by the reviewer, as nothing is approved; a permit is granted by the organ's approver. */
export function deciderRoleOf (permit: Permit): 'reviewer' | 'approver' {
  return permit.kind === '备案' ? 'reviewer' : 'approver'
}

/** Once all its materials are there. */
function isInstant (tables: HandlingTables, permit: Permit, manner: Manner, facts: Facts): boolean {
  return isOnTheSpot(tables, permit, { ...manner, materialsComplete: true }, facts)
}

/** A law that demands the look before the decision comes before any table. */
function inspectionOf (tables: HandlingTables, permit: Permit, manner: Manner, facts: Facts): unknown {
  if (inspectionLock(permit, facts) !== undefined) return 'before-decision'
  return decide(tables['inspection-need'], inspectionFacts(permit, manner, isInstant(tables, permit, manner, facts), facts))?.['inspection']
}
