import t from 'tap'
import { checkVisitPlan, type VisitPlanContext } from '../../src/domain/visit-plan.js'
import type { Inspector } from '../../src/domain/inspection-slots.js'

const food = 'market-regulation.inspector@410202'
const tobacco = 'tobacco.inspector@410202'

function inspector (login: string, group: string, busy: Inspector['busy'] = []): Inspector {
  return { login, name: login.toUpperCase(), group, busy }
}

const context: VisitPlanContext = {
  now: new Date('2022-11-01T10:00:00+08:00'),
  permits: [
    { subCaseNo: 'C-01', permitName: '食品经营许可', group: food, departmentName: '市场监管局', minInspectors: 2, mustVisitBy: '2022-11-08' },
    { subCaseNo: 'C-02', permitName: '烟草专卖零售许可', group: tobacco, departmentName: '烟草局', minInspectors: 2, mustVisitBy: '2022-11-15' }
  ],
  inspectors: [inspector('f1', food), inspector('f2', food), inspector('f3', food), inspector('t1', tobacco), inspector('t2', tobacco)],
  isInTimePossible: true
}
const lawful = { startsAt: '2022-11-02T09:00:00+08:00', durationMinutes: 120, team: ['f1', 'f2', 't1', 't2'], leader: 'f1' }

t.test('a lawful plan names slot, team and leader', async (t) => {
  const check = checkVisitPlan(lawful, context)

  t.same(check.problems, [])
  t.same(check.plan?.slot, { from: new Date('2022-11-02T09:00:00+08:00'), until: new Date('2022-11-02T11:00:00+08:00') })
  t.same(check.plan?.team.map(({ login }) => login), ['f1', 'f2', 't1', 't2'])
  t.equal(check.plan?.leader.login, 'f1')
})

const busyMorning = [{ from: new Date('2022-11-02T10:00:00+08:00'), until: new Date('2022-11-02T12:00:00+08:00') }]
const refused: { title: string, input: Record<string, unknown>, context?: Partial<VisitPlanContext>, problem: RegExp }[] = [
  { title: 'a time that has passed', input: { startsAt: '2022-11-01T09:59:00+08:00' }, problem: /核查时间须晚于现在/ },
  { title: 'a time without an offset', input: { startsAt: '2022-11-02T09:00:00' }, problem: /请填写核查开始时间/ },
  { title: 'a time that is none', input: { startsAt: 'T+08:00' }, problem: /请填写核查开始时间/ },
  { title: 'a year of five digits', input: { startsAt: '+012022-11-02T09:00:00+08:00' }, problem: /请填写核查开始时间/ },
  { title: 'a year that sorts before the limit', input: { startsAt: '9999-12-31T23:00:00Z' }, problem: /请填写核查开始时间/ },
  { title: 'no time', input: { startsAt: undefined }, problem: /请填写核查开始时间/ },
  { title: 'a duration in words', input: { durationMinutes: '120' }, problem: /核查时长须为30至480分钟的整数/ },
  { title: 'a duration of a week', input: { durationMinutes: 7 * 24 * 60 }, problem: /核查时长/ },
  { title: 'a slot after the earliest limit while an earlier one is possible', input: { startsAt: '2022-11-09T09:00:00+08:00' }, problem: /晚于期限2022-11-08，而期限内仍有/ },
  { title: 'one person of a department', input: { team: ['f1', 'f2', 'f3', 't1'] }, problem: /^烟草局须派2名以上本部门核查人员，现为1名$/ },
  { title: 'one person named twice', input: { team: ['f1', 'f2', 't1', 't1'] }, problem: /烟草局须派2名以上/ },
  { title: 'somebody of another department', input: { team: ['f1', 'f2', 't1', 't2', 'fire1'] }, problem: /fire1不是参加本次核查的部门的核查人员/ },
  { title: 'what is nobody at all', input: { team: ['f1', 'f2', 't1', 't2', { toString: 1 }] }, problem: /（不是账号）不是参加本次核查的部门的核查人员/ },
  { title: 'a leader outside the team', input: { leader: 'f3' }, problem: /领队须是核查组成员/ },
  { title: 'an empty team', input: { team: [] }, problem: /请选择核查组成员/ },
  { title: 'somebody who has another visit', input: {}, context: { inspectors: [...context.inspectors.slice(0, 4), inspector('t2', tobacco, busyMorning)] }, problem: /^T2在2022-11-02 09:00至2022-11-02 11:00已有安排$/ }
]
for (const { title, input, context: changes, problem } of refused) {
  t.test(`${title} is refused`, async (t) => {
    const check = checkVisitPlan({ ...lawful, ...input }, { ...context, ...changes })

    t.match(check.problems.join('\n'), problem)
    t.equal(check.plan, undefined)
  })
}

t.test('a later slot is lawful when nothing is possible within the limit, and says so', async (t) => {
  const check = checkVisitPlan({ ...lawful, startsAt: '2022-11-09T09:00:00+08:00' }, { ...context, isInTimePossible: false })

  t.same(check.problems, [])
  t.match(check, { lateReason: /2022-11-08前各部门无法同时派员/ })
})

t.test('a visit that begins on the last day of the limit is in time', async (t) => {
  const check = checkVisitPlan({ ...lawful, startsAt: '2022-11-08T16:00:00+08:00' }, context)

  t.match(check, { problems: [], lateReason: null })
})
