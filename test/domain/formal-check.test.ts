import t from 'tap'
import { formalCheckOf, isAcceptanceDeemed, type FormalCheckPeriods } from '../../src/domain/formal-check.js'
import { workCalendar } from '../../src/domain/working-days.js'

/** 2022 年国庆：10-01 至 10-07 放假，10-08、10-09 调休上班. */
const calendar = workCalendar([2022], [
  ...['03', '04', '05', '06', '07'].map((day) => ({ day: `2022-10-${day}`, kind: 'rest' as const })),
  { day: '2022-10-08', kind: 'workday' }, { day: '2022-10-09', kind: 'workday' }
])
const periods: FormalCheckPeriods = { 'formal-check': { n: 5, unit: '工作日' }, 'verdict-due': { n: 3, unit: '工作日' }, 'verdict-escalate': { n: 4, unit: '工作日' } }

t.test('the third, fourth and fifth working day after the receipt (行政许可法第三十二条、第八十二条)', async (t) => {
  t.match(formalCheckOf(calendar, '2022-11-01', periods), { verdictDueOn: '2022-11-04', escalatedOn: '2022-11-07', endsOn: '2022-11-08' })
  t.match(formalCheckOf(calendar, '2022-09-29', periods), { verdictDueOn: '2022-10-09', escalatedOn: '2022-10-10', endsOn: '2022-10-11' }, 'over a holiday and its make-up days')
})

t.test('silence is acceptance when the fifth day is over, not a moment before', async (t) => {
  const check = formalCheckOf(calendar, '2022-11-01', periods)

  t.equal(isAcceptanceDeemed(check, new Date('2022-11-08T23:59:59.999+08:00')), false)
  t.equal(isAcceptanceDeemed(check, new Date('2022-11-09T00:00:00.000+08:00')), true)
})
