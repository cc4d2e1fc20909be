import type { Knex } from 'knex'
import t from 'tap'
import { bookTeam, inspectorsOf, releaseBookings, teamOf } from '../../src/database/inspector-bookings.js'
import { ServiceError } from '../../src/errors.js'
import { testDatabase } from '../support/database.js'
import { foodGroup, insertStaff, insertVisitCase, tobaccoGroup } from '../support/visit-case.js'

function range (from: string, until: string): { from: Date, until: Date } {
  return { from: new Date(`2026-11-25T${from}:00+08:00`), until: new Date(`2026-11-25T${until}:00+08:00`) }
}

async function book (database: Knex, visitNo: string, slot: { from: Date, until: Date }, accountIds: number[]): Promise<'booked' | string[]> {
  const team = accountIds.map((accountId) => ({ accountId, department: 'market-regulation' }))
  try {
    await database.transaction(async (tx) => await bookTeam(tx, visitNo, slot, team))
    return 'booked'
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'inspector-busy') return error.details?.inspectors as string[]
    throw error
  }
}

async function doubleBookings (database: Knex): Promise<number> {
  const { rows } = await database.raw(
    'SELECT 1 FROM inspector_booking a JOIN inspector_booking b ON a.account_id = b.account_id AND a.id < b.id AND a.during && b.during')
  return rows.length
}

t.test('an inspector is booked for adjoining visits, never for overlapping ones, and is named', async (t) => {
  const database = await testDatabase(t)
  const [first, second, third] = [await insertVisitCase(database, 1), await insertVisitCase(database, 2), await insertVisitCase(database, 3)]
  const f1 = await insertStaff(database, 'f1', foodGroup)
  const f2 = await insertStaff(database, 'f2', foodGroup)

  t.equal(await book(database, first.visitNo, range('09:00', '11:00'), [f1, f2]), 'booked')
  t.equal(await book(database, second.visitNo, range('11:00', '12:00'), [f1, f2]), 'booked')
  t.same(await book(database, third.visitNo, range('10:30', '11:00'), [f2]), ['f2员'])
  t.same(await teamOf(database, third.visitNo), [])
})

t.test('a refused booking leaves the transaction usable and the earlier booking as it was', async (t) => {
  const database = await testDatabase(t)
  const [first, second] = [await insertVisitCase(database, 1), await insertVisitCase(database, 2)]
  const f1 = await insertStaff(database, 'f1', foodGroup)
  const f2 = await insertStaff(database, 'f2', foodGroup)
  await book(database, first.visitNo, range('09:00', '11:00'), [f1])
  await book(database, second.visitNo, range('14:30', '16:30'), [f2])

  await database.transaction(async (tx) => {
    const team = [f1, f2].map((accountId) => ({ accountId, department: 'market-regulation' }))
    await t.rejects(bookTeam(tx, second.visitNo, range('09:00', '11:00'), team), { code: 'inspector-busy' })
    await tx('visit').where({ visit_no: second.visitNo }).update({ late_reason: 'still usable' })
  })

  t.same((await teamOf(database, second.visitNo)).map(({ login }) => login), ['f2'])
  t.match(await database('visit').where({ visit_no: second.visitNo }).first(), { late_reason: 'still usable' })
})

t.test('booking a visit anew replaces its booking', async (t) => {
  const database = await testDatabase(t)
  const { visitNo } = await insertVisitCase(database)
  const f1 = await insertStaff(database, 'f1', foodGroup)
  const f2 = await insertStaff(database, 'f2', foodGroup)

  await book(database, visitNo, range('09:00', '11:00'), [f1])
  t.equal(await book(database, visitNo, range('10:00', '12:00'), [f1, f2]), 'booked')

  t.same((await teamOf(database, visitNo)).map(({ login }) => login), ['f1', 'f2'])
})

t.test('leave keeps an inspector from visits', async (t) => {
  const database = await testDatabase(t)
  const { visitNo } = await insertVisitCase(database)
  const f1 = await insertStaff(database, 'f1', foodGroup)
  await database('inspector_booking').insert({
    account_id: f1, department: 'market-regulation', kind: 'leave', during: database.raw("tstzrange('2026-11-20', NULL)")
  })

  t.same(await book(database, visitNo, range('09:00', '11:00'), [f1]), ['f1员'])
  const [inspector] = await inspectorsOf(database, [foodGroup], new Date('2026-11-24T00:00:00Z'), visitNo)
  t.equal(inspector?.busy[0]?.until.getUTCFullYear(), 9999)
})

t.test('twenty visits of twenty cases that want the same people at once: one gets them, nobody is booked twice', async (t) => {
  const database = await testDatabase(t, { poolSize: 25 })
  const cases = []
  for (let serial = 1; serial <= 20; serial++) cases.push(await insertVisitCase(database, serial))
  const team: number[] = []
  for (const login of ['f1', 'f2', 't1', 't2']) team.push(await insertStaff(database, login, foodGroup))

  const results = await Promise.all(cases.map(({ visitNo }, index) =>
    book(database, visitNo, range('09:00', '11:00'), index % 2 === 0 ? team : [...team].reverse())))

  t.equal(results.filter((result) => result === 'booked').length, 1)
  t.ok(results.every((result) => result === 'booked' || result.length === 4), 'all four are named')
  t.equal(await doubleBookings(database), 0)
})

t.test('twenty overlapping wishes in any order never book anybody twice, and who was told yes is booked', async (t) => {
  const database = await testDatabase(t, { poolSize: 25 })
  const cases = []
  for (let serial = 1; serial <= 20; serial++) cases.push(await insertVisitCase(database, serial))
  const staff: number[] = []
  for (let index = 0; index < 6; index++) staff.push(await insertStaff(database, `f${index}`, foodGroup))

  const results = await Promise.all(cases.map(({ visitNo }, index) => {
    const hour = 8 + index % 5
    const team = [staff[index % 6]!, staff[(index * 5 + 1) % 6]!].filter((id, at, all) => all.indexOf(id) === at)
    return book(database, visitNo, range(`${String(hour).padStart(2, '0')}:00`, `${String(hour + 2).padStart(2, '0')}:00`), team)
  }))

  t.equal(await doubleBookings(database), 0)
  const [{ count }] = await database('inspector_booking').countDistinct('visit_no as count') as [{ count: number }]
  t.equal(Number(count), results.filter((result) => result === 'booked').length)
})

t.test('inspectors come with what they have ahead, without the visit\'s own booking; one person counts for one department', async (t) => {
  const database = await testDatabase(t)
  const [first, second] = [await insertVisitCase(database, 1), await insertVisitCase(database, 2)]
  const f1 = await insertStaff(database, 'f1', foodGroup)
  await insertStaff(database, 'both', foodGroup, tobaccoGroup)
  await insertStaff(database, 'elsewhere', 'market-regulation.inspector@410203')
  const gone = await insertStaff(database, 'gone', foodGroup)
  await database('account').where({ id: gone }).update({ disabled_at: new Date() })
  await book(database, first.visitNo, range('09:00', '11:00'), [f1])
  await book(database, second.visitNo, range('14:30', '16:30'), [f1])

  const inspectors = await inspectorsOf(database, [foodGroup, tobaccoGroup], range('08:00', '09:00').from, first.visitNo)

  t.same(inspectors.map(({ login, group, busy }) => ({ login, group, busy })), [
    { login: 'f1', group: foodGroup, busy: [range('14:30', '16:30')] },
    { login: 'both', group: foodGroup, busy: [] }
  ])
})

t.test('releasing after a moment frees what lies ahead and keeps what has passed', async (t) => {
  const database = await testDatabase(t)
  const { visitNo } = await insertVisitCase(database)
  const f1 = await insertStaff(database, 'f1', foodGroup)
  await book(database, visitNo, range('09:00', '11:00'), [f1])

  await releaseBookings(database, visitNo, range('10:00', '11:00').from)
  t.same(await database('inspector_booking').select(database.raw('lower(during) AS from'), database.raw('upper(during) AS until')), [range('09:00', '10:00')])

  await releaseBookings(database, visitNo)
  t.same(await teamOf(database, visitNo), [])
})
