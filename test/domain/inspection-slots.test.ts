import fc from 'fast-check'
import t from 'tap'
import { isFree, proposeSlots, type Inspector, type SlotRequest, type VisitedPermit } from '../../src/domain/inspection-slots.js'
import { civilDateOf } from '../../src/domain/time.js'

const food = 'market-regulation.inspector@410202'
const tobacco = 'tobacco.inspector@410202'

function at (text: string): Date {
  return new Date(`${text}:00+08:00`)
}

function permit (group: string, mustVisitBy: string, minInspectors = 2): VisitedPermit {
  return { subCaseNo: `C-${group}`, permitName: group, group, departmentName: group === food ? '市场监管局' : '烟草局', minInspectors, mustVisitBy }
}

function inspector (login: string, group: string, ...busy: [string, string][]): Inspector {
  return { login, name: login, group, busy: busy.map(([from, until]) => ({ from: at(from), until: at(until) })) }
}

const team = [inspector('f1', food), inspector('f2', food), inspector('t1', tobacco), inspector('t2', tobacco)]

// 2022-11-01 is a Tuesday
function request (changes: Partial<SlotRequest> = {}): SlotRequest {
  return {
    permits: [permit(food, '2022-11-08'), permit(tobacco, '2022-11-15')],
    inspectors: team,
    from: at('2022-11-01T10:05'),
    isWorkday: (date) => ![0, 6].includes(new Date(`${date}T12:00:00+08:00`).getDay()),
    durationMinutes: 120,
    ...changes
  }
}

t.test('the first slots are office hours ahead, one each half day, with everybody who is free', async (t) => {
  const { slots, obstacles, mustVisitBy } = proposeSlots(request({ count: 3 }))

  t.same(slots.map((slot) => slot.startsAt), [at('2022-11-01T14:30'), at('2022-11-02T09:00'), at('2022-11-02T14:30')])
  t.same(slots[0]?.endsAt, at('2022-11-01T16:30'))
  t.same(slots[0]?.free, { [food]: ['f1', 'f2'], [tobacco]: ['t1', 't2'] })
  t.equal(slots[0]?.isLate, false)
  t.same(obstacles, [])
  t.equal(mustVisitBy, '2022-11-08', 'the earliest limit counts')
})

t.test('two free people in all are not two of each department', async (t) => {
  const inspectors = [inspector('f1', food), inspector('f2', food), inspector('f3', food), inspector('t1', tobacco)]

  const { slots, obstacles } = proposeSlots(request({ inspectors }))

  t.same(slots, [])
  t.same(obstacles, ['烟草局只有1名核查人员，至少需要2名'])
})

t.test('a slot is moved within the half day around what people have already', async (t) => {
  const inspectors = [...team.slice(0, 3), inspector('t2', tobacco, ['2022-11-01T14:00', '2022-11-01T15:15'])]

  t.same(proposeSlots(request({ inspectors })).slots[0]?.startsAt, at('2022-11-01T15:30'))
})

t.test('weekends are skipped', async (t) => {
  const { slots } = proposeSlots(request({ from: at('2022-11-04T17:00'), count: 1 }))

  t.same(slots[0]?.startsAt, at('2022-11-07T09:00'))
})

t.test('a later slot is proposed only when none is possible, saying who is busy until when', async (t) => {
  const inspectors = [...team.slice(0, 3), inspector('t2', tobacco, ['2022-11-01T08:00', '2022-11-09T12:00'])]

  const { slots, obstacles } = proposeSlots(request({ inspectors, count: 1 }))

  t.same(slots.map(({ startsAt, isLate }) => ({ startsAt, isLate })), [{ startsAt: at('2022-11-09T14:30'), isLate: true }])
  t.same(obstacles, ['烟草局期限内没有2名人员同时有空：t2至2022-11-09 12:00已有安排'])
})

t.test('departments that are never free together are named as such', async (t) => {
  const inspectors = [
    inspector('f1', food), inspector('f2', food, ['2022-11-01T08:00', '2022-11-08T12:00']),
    inspector('t1', tobacco), inspector('t2', tobacco, ['2022-11-08T12:00', '2022-11-10T18:00'])
  ]

  const { slots, obstacles } = proposeSlots(request({ inspectors, count: 1 }))

  t.same(slots.map((slot) => slot.startsAt), [at('2022-11-11T09:00')])
  t.match(obstacles, ['2022-11-08前各部门都有人的时段不重合，无法一次核查'])
})

t.test('a limit that has passed is said', async (t) => {
  const { slots, obstacles } = proposeSlots(request({ from: at('2022-11-08T17:00'), count: 1 }))

  t.same(slots.map(({ startsAt, isLate }) => ({ startsAt, isLate })), [{ startsAt: at('2022-11-09T09:00'), isLate: true }])
  t.same(obstacles, ['核查期限为2022-11-08，期限内已没有可用的工作时段'])
})

t.test('whatever people have already, a proposed slot never touches it and stays within the limit unless it says so', async (t) => {
  const hour = fc.integer({ min: 0, max: 14 * 24 })
  const busy = fc.array(fc.tuple(hour, fc.integer({ min: 1, max: 30 })), { maxLength: 6 })
  const start = at('2022-11-01T00:00').getTime()

  fc.assert(fc.property(fc.array(busy, { minLength: 6, maxLength: 6 }), (busyHours) => {
    const inspectors = busyHours.map((hours, index): Inspector => ({
      ...inspector(`p${index}`, index % 2 === 0 ? food : tobacco),
      busy: hours.map(([from, length]) => ({ from: new Date(start + from * 3_600_000), until: new Date(start + (from + length) * 3_600_000) }))
    }))
    const { slots, obstacles } = proposeSlots(request({ inspectors }))

    for (const slot of slots) {
      const range = { from: slot.startsAt, until: slot.endsAt }
      for (const group of [food, tobacco]) {
        const free = slot.free[group] ?? []
        if (free.length < 2) return false
        if (!free.every((login) => inspectors.some((one) => one.login === login && one.group === group && isFree(one, range)))) return false
      }
      if (slot.isLate !== (civilDateOf(slot.startsAt) > '2022-11-08')) return false
    }
    return slots.some((slot) => slot.isLate) === (obstacles.length > 0)
  }))
})
