import type { Knex } from 'knex'
import type { ClockEvent } from '../domain/clock/clock-event.js'
import type { CivilDate } from '../domain/time.js'

export type ClockStage = 'preparation' | 'final' | null

export interface ClockEventRow {
  type: ClockEvent['type']
  at: Date
  cause: string | null
  basis: string | null
  expected_until: CivilDate | null
  document_no: string | null
  approved_by: string | null
  role: string | null
  reason: string | null
}

/** Says in the row of an acceptance that it came about by silence. */
const deemedBasis = '行政许可法第三十二条第一款第四项'

/** The clock history of a permit; of a permit in two stages, that of one of them. */
export async function clockEventsOf (tx: Knex, subCaseNo: string, stage: ClockStage): Promise<ClockEvent[]> {
  const rows = await tx('clock_event').where({ sub_case_no: subCaseNo, stage }).orderBy('ordinal').select<ClockEventRow[]>()
  return rows.map(eventOf)
}

/** Appends to the history; the caller holds the sub-case's lock. */
export async function appendClockEvent (tx: Knex, subCaseNo: string, stage: ClockStage, event: ClockEvent): Promise<void> {
  const [{ count }] = await tx('clock_event').where({ sub_case_no: subCaseNo }).count({ count: '*' }) as [{ count: string }]
  await tx('clock_event').insert({ sub_case_no: subCaseNo, ordinal: Number(count) + 1, stage, ...rowOf(event) })
}

export function eventOf ({ type, at, cause, basis, expected_until: expectedUntil, document_no: documentNo, approved_by: approvedBy, role, reason }: ClockEventRow): ClockEvent {
  if (type === 'stopped' || type === 'prolonged') return { type, at, cause, basis, expectedUntil, documentNo } as ClockEvent
  if (type === 'extended') return { type, at, approvedBy, role, reason, documentNo } as ClockEvent
  if (type === 'accepted' && basis !== null) return { type, at, isDeemed: true }
  return { type, at }
}

function rowOf (event: ClockEvent): Partial<ClockEventRow> {
  const { type, at } = event
  if (event.type === 'stopped' || event.type === 'prolonged') return { type, at, cause: event.cause, basis: event.basis, expected_until: event.expectedUntil, document_no: event.documentNo }
  if (event.type === 'extended') return { type, at, approved_by: event.approvedBy, role: event.role, reason: event.reason, document_no: event.documentNo }
  if (event.type === 'accepted' && event.isDeemed === true) return { type, at, basis: deemedBasis }
  return { type, at }
}
