import type { Knex } from 'knex'
import type { Inspector, TimeRange } from '../domain/inspection-slots.js'
import { ServiceError } from '../errors.js'
import { rangeOf } from './time-range.js'

/** An inspector as the platform knows one. `group` is the one group in which they take part in a visit. */
export interface InspectorAccount extends Inspector { accountId: number }

export interface TeamMember { accountId: number, login: string, name: string, department: string }

/** No end is known: leave without a return date. */
const noEnd = '9999-12-31T00:00:00Z'
export const exclusionViolation = '23P01'

/**
 * Everybody in the given inspector groups with what they have booked from `from` on, except for the visit itself.
 * Somebody in several of the groups counts for the first of them only: one person doesn't stand for two departments.
 */
export async function inspectorsOf (tx: Knex, groups: string[], from: Date, exceptVisitNo: string): Promise<InspectorAccount[]> {
  const accounts = await tx('account').join('account_group', 'account_group.account_id', 'account.id')
    .where('account.kind', 'staff').whereNull('account.disabled_at').whereIn('account_group.group_name', groups)
    .distinctOn('account.id').orderBy(['account.id', 'account_group.group_name'])
    .select<Omit<InspectorAccount, 'busy'>[]>(
      'account.id as accountId', 'account.login', 'account.display_name as name', 'account_group.group_name as group')
  const bookings = await tx('inspector_booking').whereIn('account_id', accounts.map(({ accountId }) => accountId))
    .whereRaw('during && tstzrange(?, NULL)', [from]).whereRaw('visit_no IS DISTINCT FROM ?', [exceptVisitNo]).orderByRaw('lower(during)')
    .select<(TimeRange & { account_id: number })[]>(
      'account_id', tx.raw('coalesce(lower(during), ?) AS "from"', [new Date(0)]), tx.raw('coalesce(upper(during), ?) AS until', [noEnd]))
  return accounts.map((account) => ({
    ...account,
    busy: bookings.filter(({ account_id: accountId }) => accountId === account.accountId).map(({ from, until }) => ({ from, until }))
  }))
}

/** Who is booked for the visit. */
export async function teamOf (tx: Knex, visitNo: string): Promise<TeamMember[]> {
  return await tx('inspector_booking').join('account', 'account.id', 'inspector_booking.account_id')
    .where('inspector_booking.visit_no', visitNo).orderBy(['inspector_booking.department', 'account.login'])
    .select('account.id as accountId', 'account.login', 'account.display_name as name', 'inspector_booking.department')
}

/**
 * Books the team for the slot in place of what the visit had booked. The accounts' rows are locked in one order, so that visits of other
 * cases wait instead of deadlocking; whatever else comes between meets the exclusion constraint.
 * @throws ServiceError `inspector-busy`, `details.inspectors` are the names; the caller's transaction goes on, its earlier booking kept
 */
export async function bookTeam (
  tx: Knex.Transaction, visitNo: string, slot: TimeRange, team: { accountId: number, department: string }[]
): Promise<void> {
  const accountIds = team.map(({ accountId }) => accountId)
  await tx('account').whereIn('id', accountIds).orderBy('id').forNoKeyUpdate().select('id')
  try {
    await tx.transaction(async (savepoint) => {
      await savepoint('inspector_booking').where({ visit_no: visitNo }).delete()
      await savepoint('inspector_booking').insert(team.map(({ accountId, department }) => ({
        visit_no: visitNo, account_id: accountId, department, during: rangeOf(tx, slot), kind: 'visit'
      })))
    })
  } catch (error) {
    if ((error as { code?: string }).code !== exclusionViolation) throw error
    throw new ServiceError('inspector-busy', { inspectors: await namesOfBusy(tx, visitNo, slot, accountIds) }, { cause: error })
  }
}

/** Frees what the visit has booked: all of it, or with `after` only what lies ahead of that moment. */
export async function releaseBookings (tx: Knex, visitNo: string, after?: Date): Promise<void> {
  const bookings = () => tx('inspector_booking').where({ visit_no: visitNo })
  if (after === undefined) {
    await bookings().delete()
    return
  }
  await bookings().whereRaw('lower(during) >= ?', [after]).delete()
  await bookings().whereRaw('upper(during) > ?', [after]).update({ during: tx.raw("tstzrange(lower(during), ?, '[)')", [after]) })
}

async function namesOfBusy (tx: Knex, visitNo: string, slot: TimeRange, accountIds: number[]): Promise<string[]> {
  return await tx('inspector_booking').join('account', 'account.id', 'inspector_booking.account_id')
    .whereIn('account.id', accountIds).whereRaw('during && ?', [rangeOf(tx, slot)]).whereRaw('visit_no IS DISTINCT FROM ?', [visitNo])
    .distinct('account.display_name').orderBy('account.display_name').pluck<string[]>('account.display_name')
}
