import t from 'tap'
import { setTimeout as delay } from 'node:timers/promises'
import { nextCaseNumber, nextCertificateNumber, nextLicenceNumber, nextNumber } from '../../src/database/number-counters.js'
import { testDatabase } from '../support/database.js'

t.test('twenty transactions at once, some rolled back, leave no gap and no double', async (t) => {
  const database = await testDatabase(t, { poolSize: 20 })
  const taken: number[] = []

  await Promise.all(Array.from({ length: 20 }, (_, index) => database.transaction(async (tx) => {
    const number = await nextNumber(tx, 'scope')
    await delay(index % 3)
    if (index % 4 === 0) throw new Error('rolled back')
    taken.push(number)
  }).catch((error: unknown) => { if ((error as Error).message !== 'rolled back') throw error })))

  t.same(taken.sort((a, b) => a - b), Array.from({ length: 15 }, (_, index) => index + 1))
})

t.test('scopes count apart', async (t) => {
  const database = await testDatabase(t)
  const food = { region: '410202', year: 2026, values: { mode: '1' } }

  const numbers = await database.transaction(async (tx) => [
    await nextCaseNumber(tx, '410202', '2026-11-23'),
    await nextCaseNumber(tx, '410202', '2026-11-23'),
    await nextCaseNumber(tx, '410202', '2026-11-24'),
    await nextCertificateNumber(tx, 'food-operation', 'JY{mode}{region}{serial:6}{mod11_10}', food),
    await nextCertificateNumber(tx, 'food-operation', 'JY{mode}{region}{serial:6}{mod11_10}', { ...food, values: { mode: '2' } })
  ])

  t.same(numbers.map((number) => number.slice(0, 15)), [
    '410202202611230', '410202202611230', '410202202611240', 'JY1410202000001', 'JY2410202000001'
  ])
  t.same(numbers.slice(0, 3), ['410202202611230001', '410202202611230002', '410202202611240001'])
})

t.test('composite licences are numbered by place and year, whatever their industry', async (t) => {
  const database = await testDatabase(t)

  const numbers = await database.transaction(async (tx) => [
    await nextLicenceNumber(tx, '410202', '2026'), await nextLicenceNumber(tx, '410202', '2026'),
    await nextLicenceNumber(tx, '410203', '2026'), await nextLicenceNumber(tx, '410202', '2027')
  ])

  t.same(numbers, ['ZH4102022026000001', 'ZH4102022026000002', 'ZH4102032026000001', 'ZH4102022027000001'])
})
