import t from 'tap'
import fc from 'fast-check'
import { addWorkdays, endOfLimit, onWorkday, workCalendar, workdaysBetween } from '../../src/domain/working-days.js'

/** 2022 年国庆：10-01 至 10-07 放假，10-08、10-09 调休上班 (worked examples of the facts). */
const october2022 = workCalendar([2022], [
  ...['01', '02', '03', '04', '05', '06', '07'].map((day) => ({ day: `2022-10-${day}`, kind: 'rest' as const })),
  { day: '2022-10-08', kind: 'workday' }, { day: '2022-10-09', kind: 'workday' },
  { day: '2023-01-02', kind: 'rest' }
])

t.test('worked examples of the facts come out to the day', async (t) => {
  t.equal(addWorkdays(october2022, '2022-10-26', 20), '2022-11-23', '20 working days without a holiday')
  t.equal(addWorkdays(october2022, '2022-09-30', 20), '2022-11-02', '20 working days across the National Day')
  t.equal(addWorkdays(october2022, '2022-09-30', 5), '2022-10-12', 'deemed acceptance after the fifth working day')
  t.equal(addWorkdays(october2022, '2022-09-28', 10), '2022-10-17', 'delivery within ten working days')
  t.equal(addWorkdays(october2022, '2022-09-28', 20), '2022-10-31', 'post-check within twenty working days')
  t.equal(endOfLimit(october2022, '2022-11-01', { n: 2, unit: '月' }), '2023-01-03', 'two months that end on a holiday')
})

t.test('a year whose arrangement is not published has the festivals of the law, no make-up days, and says so', async (t) => {
  t.equal(addWorkdays(october2022, '2031-09-30', 1), '2031-10-06', 'a Wednesday to a Friday of rest, then a weekend')
  t.equal(addWorkdays(october2022, '2031-09-23', 1), '2031-09-24')
  t.equal(october2022.isPublished(2031), false)
  t.equal(october2022.isPublished(2022), true)
})

t.test('a rest day moves to the next working day, a worked day stays', async (t) => {
  t.equal(onWorkday(october2022, '2022-10-01'), '2022-10-08')
  t.equal(onWorkday(october2022, '2022-10-09'), '2022-10-09')
})

t.test('counting back what was added gives the number of days', async (t) => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 1, max: 28 }), (n, day) => {
    const from = `2022-09-${String(day).padStart(2, '0')}`
    return workdaysBetween(october2022, from, addWorkdays(october2022, from, n)) === n
  }))
})
