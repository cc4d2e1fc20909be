import type { Knex } from 'knex'
import type { TimeRange } from '../domain/inspection-slots.js'
import { ServiceError } from '../errors.js'
import { exclusionViolation } from './inspector-bookings.js'
import { rangeOf } from './time-range.js'

/**
 * Keeps an inspector's time free of visits: leave, training, anything that is no visit. The same time twice is the same absence.
 * @returns its id, and whether it is new
 * @throws ServiceError `inspector-busy` when a visit or another absence lies in that time
 */
export async function addAbsence (tx: Knex.Transaction, absence: { accountId: number, department: string, during: TimeRange }): Promise<{ id: number, isNew: boolean }> {
  const { accountId, department, during } = absence
  await tx('account').where({ id: accountId }).forNoKeyUpdate().select('id')
  const range = rangeOf(tx, during)
  const known = await tx('inspector_booking').where({ account_id: accountId, kind: 'leave' }).where('during', range).first<{ id: number } | undefined>('id')
  if (known !== undefined) return { id: known.id, isNew: false }
  try {
    const [row] = await tx.transaction(async (savepoint) =>
      await savepoint('inspector_booking').insert({ account_id: accountId, department, during: range, kind: 'leave' }).returning('id') as [{ id: number }])
    return { id: row.id, isNew: true }
  } catch (error) {
    if ((error as { code?: string }).code !== exclusionViolation) throw error
    throw new ServiceError('inspector-busy', {}, { cause: error })
  }
}

/** Whose absence it is; undefined when there is none of that id (any more). */
export async function absentAccountOf (tx: Knex, id: number): Promise<number | undefined> {
  const row = await tx('inspector_booking').where({ id, kind: 'leave' }).first<{ account_id: number } | undefined>('account_id')
  return row?.account_id
}

export async function removeAbsence (tx: Knex, id: number): Promise<void> {
  await tx('inspector_booking').where({ id, kind: 'leave' }).delete()
}
