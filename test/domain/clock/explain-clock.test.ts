import t from 'tap'
import type { ClockEvent, ClockLimits } from '../../../src/domain/clock/clock-event.js'
import { explainClock } from '../../../src/domain/clock/explain-clock.js'
import { replay } from '../../../src/domain/clock/permit-clock.js'
import { workCalendar, type LimitOfTime } from '../../../src/domain/working-days.js'

/** 2022 年国庆：10-01 至 10-07 放假，10-08、10-09 调休上班; 2023 年元旦放假至 01-02. */
const calendar = workCalendar([2022, 2023], [
  ...['03', '04', '05', '06', '07'].map((day) => ({ day: `2022-10-${day}`, kind: 'rest' as const })),
  { day: '2022-10-08', kind: 'workday' }, { day: '2022-10-09', kind: 'workday' },
  { day: '2023-01-02', kind: 'rest' }
])

const workdays = (n: number): LimitOfTime => ({ n, unit: '工作日' })
const usual: ClockLimits = { starts: 'accepted', statutory: workdays(20), promised: workdays(20), extension: workdays(10), delivery: workdays(10) }
const at = (date: string, time = '10:00'): { at: Date } => ({ at: new Date(`${date}T${time}:00+08:00`) })
const stop = { type: 'stopped', cause: '听证', basis: '行政许可法第四十五条', documentNo: '特1' } as const
const extension = { type: 'extended', approvedBy: '李某', role: 'approver', reason: '情况复杂', documentNo: '延1' } as const

interface Example { article: string, limits?: Partial<ClockLimits>, events: ClockEvent[], asOf: string, expected: Record<string, unknown> }

const examples: Record<string, Example> = {
  '20 working days without a holiday': {
    article: '第四十二条、第八十二条',
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }],
    asOf: '2022-10-27',
    expected: { statutoryDueOn: '2022-11-23', used: 1, remaining: 19, isOverdue: false }
  },
  '20 working days across the National Day and its make-up days': {
    article: '第四十二条、第八十二条',
    events: [{ type: 'received', ...at('2022-09-30') }, { type: 'accepted', ...at('2022-09-30') }],
    asOf: '2022-10-08',
    expected: { statutoryDueOn: '2022-11-02', used: 1 }
  },
  'handed in online on a rest day: received, and accepted, on the next working day': {
    article: '第三十二条',
    limits: { starts: 'received' },
    events: [{ type: 'received', ...at('2022-10-02') }, { type: 'accepted', ...at('2022-10-02', '11:00') }],
    asOf: '2022-10-08',
    expected: { countedFrom: '2022-10-08', statutoryDueOn: '2022-11-03', used: 0 }
  },
  'a promise that is missed breaks no law': {
    article: '第四十二条',
    limits: { promised: workdays(5) },
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }, { type: 'decided', ...at('2022-11-03') }],
    asOf: '2022-11-30',
    expected: { promisedDueOn: '2022-11-02', isPromiseMissed: true, isOverdue: false, used: 6, remaining: 0 }
  },
  'a decision in the last minute of the last day is in time': {
    article: '第四十二条',
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }, { type: 'decided', ...at('2022-11-23', '23:59') }],
    asOf: '2022-12-30',
    expected: { isOverdue: false, used: 20, deliveryDueOn: '2022-12-07' }
  },
  'a decision after the limit is a decision, and overdue': {
    article: '第四十二条',
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }, { type: 'decided', ...at('2022-11-24', '00:00') }],
    asOf: '2022-12-30',
    expected: { isOverdue: true, isPromiseMissed: true }
  },
  'delivery within ten working days, counted on from the decision': {
    article: '第四十四条',
    events: [{ type: 'received', ...at('2022-09-26') }, { type: 'accepted', ...at('2022-09-26') }, { type: 'decided', ...at('2022-09-28') }],
    asOf: '2022-09-28',
    expected: { deliveryDueOn: '2022-10-17' }
  },
  'a procedure that the applicant was told of stops it: the end is put off to what was told': {
    article: '第四十五条',
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }, { ...stop, ...at('2022-10-31'), expectedUntil: '2022-11-04' }],
    asOf: '2022-11-02',
    expected: { statutoryDueOn: '2022-11-29', used: 3, stoppedSince: '2022-10-31' }
  },
  'a procedure that takes longer than told: the end moves on day by day': {
    article: '第四十五条',
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }, { ...stop, ...at('2022-10-31'), expectedUntil: '2022-11-04' }],
    asOf: '2022-11-08',
    expected: { statutoryDueOn: '2022-12-01', used: 3 }
  },
  'another procedure that is told of meanwhile: the end is put off to the later of both': {
    article: '第四十五条',
    events: [
      { type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') },
      { ...stop, ...at('2022-10-31'), expectedUntil: '2022-11-04' }, { ...stop, type: 'prolonged', ...at('2022-11-02'), expectedUntil: '2022-11-08', documentNo: '特2' }
    ],
    asOf: '2022-11-02',
    expected: { statutoryDueOn: '2022-12-01', used: 3, stoppedSince: '2022-10-31' }
  },
  'another procedure that ends before the first: the end stays': {
    article: '第四十五条',
    events: [
      { type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') },
      { ...stop, ...at('2022-10-31'), expectedUntil: '2022-11-04' }, { ...stop, type: 'prolonged', ...at('2022-11-01'), expectedUntil: '2022-11-02', documentNo: '特2' }
    ],
    asOf: '2022-11-02',
    expected: { statutoryDueOn: '2022-11-29', used: 3 }
  },
  'it goes on from the day after the procedure\'s end, however short that was': {
    article: '第四十五条',
    events: [
      { type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') },
      { ...stop, ...at('2022-10-31'), expectedUntil: '2022-11-04' }, { type: 'resumed', ...at('2022-11-01') }
    ],
    asOf: '2022-11-02',
    expected: { statutoryDueOn: '2022-11-24', used: 4, stoppedSince: null }
  },
  'extended once by the organ\'s head: the law\'s limit, not the promise': {
    article: '第四十二条',
    limits: { promised: workdays(10) },
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }, { ...extension, ...at('2022-11-23') }],
    asOf: '2022-11-24',
    expected: { statutoryDueOn: '2022-12-07', promisedDueOn: '2022-11-09', isOverdue: false, isPromiseMissed: true }
  },
  'months by the calendar, to the next working day when the last one is a holiday': {
    article: '第八十二条（仅工作日从其规定，月按日历）',
    limits: { statutory: { n: 2, unit: '月' }, promised: { n: 2, unit: '月' } },
    events: [{ type: 'received', ...at('2022-11-01') }, { type: 'accepted', ...at('2022-11-01') }],
    asOf: '2022-11-02',
    expected: { statutoryDueOn: '2023-01-03', used: 1, remaining: 60 }
  },
  'a filing has the promise as its only limit': {
    article: '第四十二条',
    limits: { statutory: null, promised: workdays(0) },
    events: [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }],
    asOf: '2022-10-26',
    expected: { promisedDueOn: '2022-10-26', statutoryDueOn: '2022-10-26', remaining: 0, isOverdue: false }
  }
}

for (const [name, { article, limits, events, asOf, expected }] of Object.entries(examples)) {
  t.test(`行政许可法${article}: ${name}`, async (t) => {
    const { state } = explainClock({ ...usual, ...limits }, events, calendar, asOf)

    t.match(state, expected)
  })
}

t.test('each step tells what happened, by which rule, and the dates as they were that day', async (t) => {
  const events: ClockEvent[] = [
    { type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') },
    { ...stop, ...at('2022-10-31'), expectedUntil: '2022-11-04' }, { type: 'resumed', ...at('2022-11-01') }
  ]

  const { steps } = explainClock(usual, events, calendar, '2022-12-30')

  t.same(steps.map(({ type, statutoryDueOn }) => [type, statutoryDueOn]), [['received', null], ['accepted', '2022-11-23'], ['stopped', '2022-11-29'], ['resumed', '2022-11-24']])
  t.ok(steps.every(({ what, rule, basis }) => what !== '' && rule !== '' && basis.includes('行政许可法')))
})

t.test('what happens after the day that is asked for is not told yet', async (t) => {
  const { steps, state } = explainClock(usual, [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-27') }], calendar, '2022-10-26')

  t.same(steps.map(({ type }) => type), ['received'])
  t.match(state, { countedFrom: null, statutoryDueOn: null, remaining: null, isOverdue: false })
})

const accepted: ClockEvent[] = [{ type: 'received', ...at('2022-10-26') }, { type: 'accepted', ...at('2022-10-26') }]
const refusals: Record<string, { code: string, limits?: Partial<ClockLimits>, last: ClockEvent[] }> = {
  'resume without stop': { code: 'clock-not-stopped', last: [{ type: 'resumed', ...at('2022-10-27') }] },
  'a longer stop without one': { code: 'clock-not-stopped', last: [{ ...stop, type: 'prolonged', ...at('2022-10-27'), expectedUntil: '2022-10-28' }] },
  'a longer stop that the applicant was not told of': { code: 'stop-without-basis', last: [{ ...stop, ...at('2022-10-27'), expectedUntil: '2022-10-28' }, { ...stop, type: 'prolonged', ...at('2022-10-27'), documentNo: '', expectedUntil: '2022-10-31' }] },
  'stop twice': { code: 'clock-already-stopped', last: [{ ...stop, ...at('2022-10-27'), expectedUntil: '2022-10-28' }, { ...stop, ...at('2022-10-28'), expectedUntil: '2022-10-28' }] },
  'a stop without a law that says so': { code: 'stop-without-basis', last: [{ ...stop, ...at('2022-10-27'), basis: ' ', expectedUntil: '2022-10-28' }] },
  'a stop that the applicant was not told of': { code: 'stop-without-basis', last: [{ ...stop, ...at('2022-10-27'), documentNo: '', expectedUntil: '2022-10-28' }] },
  'a stop whose end lies in the past': { code: 'stop-without-basis', last: [{ ...stop, ...at('2022-10-27'), expectedUntil: '2022-10-26' }] },
  'a second extension': { code: 'not-extendable', last: [{ ...extension, ...at('2022-10-27') }, { ...extension, ...at('2022-10-28') }] },
  'an extension that the permit\'s law does not know': { code: 'not-extendable', limits: { extension: null }, last: [{ ...extension, ...at('2022-10-27') }] },
  'an extension by a reviewer': { code: 'not-extendable', last: [{ ...extension, role: 'reviewer', ...at('2022-10-27') }] },
  'an extension after the end': { code: 'not-extendable', last: [{ ...extension, ...at('2022-11-24') }] },
  'an event before the one before it': { code: 'clock-out-of-order', last: [{ type: 'decided', ...at('2022-10-25') }] },
  'a second acceptance': { code: 'clock-already-begun', last: [{ type: 'accepted', ...at('2022-10-27') }] },
  'a stop after the decision': { code: 'clock-not-running', last: [{ type: 'decided', ...at('2022-10-27') }, { ...stop, ...at('2022-10-27'), expectedUntil: '2022-10-28' }] }
}

for (const [name, { code, limits, last }] of Object.entries(refusals)) {
  t.test(`refused: ${name}`, async (t) => {
    t.throws(() => explainClock({ ...usual, ...limits }, [...accepted, ...last], calendar, '2023-01-30'), { name: 'ClockError', code, index: 1 + last.length })
  })
}

t.test('a date that depends on a year without its arrangement is provisional until then', async (t) => {
  const events: ClockEvent[] = [{ type: 'received', ...at('2023-12-20') }, { type: 'accepted', ...at('2023-12-20') }]

  t.match(explainClock(usual, events, calendar, '2023-12-20').state, { isProvisional: true, statutoryDueOn: '2024-01-18' }, '01-01 is a festival of the law')
  t.match(explainClock({ ...usual, statutory: workdays(2), promised: workdays(2) }, events, calendar, '2023-12-20').state, { isProvisional: false })
})

t.test('an arrangement of rest days that comes later undoes no extension that was lawful', async (t) => {
  const events: ClockEvent[] = [
    { type: 'received', ...at('2026-12-07') }, { type: 'accepted', ...at('2026-12-07') }, { ...extension, ...at('2026-12-21') }
  ]
  const limits = { ...usual, statutory: workdays(10), extension: workdays(5) }
  const before = workCalendar([2026], [])
  const after = workCalendar([2026], [{ day: '2026-12-12', kind: 'workday' }])

  t.equal(explainClock(limits, events, before, '2026-12-22').state.statutoryDueOn, '2026-12-28')
  t.throws(() => explainClock(limits, events, after, '2026-12-22'), { code: 'not-extendable' }, 'a new history is judged')
  t.equal(explainClock(limits, events, after, '2026-12-22', replay).state.statutoryDueOn, '2026-12-25', 'what is on record stands, counted by the new calendar')
})
