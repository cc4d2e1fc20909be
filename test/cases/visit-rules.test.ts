import t from 'tap'
import { visitTaskView } from '../../src/cases/task-view/visit-task-view.js'
import { checkVisitTask } from '../../src/cases/visits/visit-rules.js'
import { staffByLogin } from '../../src/database/staff.js'
import checkRectification from '../../workers/check-rectification.js'
import recordVisitSchedule from '../../workers/record-visit-schedule.js'
import { startOfTest } from '../support/visit-case.js'
import { findingsOf, lawfulPlan, proposed, rectifying, scheduled, type VisitFlow } from '../support/visit-flow.js'

async function check (flow: VisitFlow, elementId: string, login: string, variables: Record<string, unknown>): Promise<void> {
  await flow.database.transaction(async (tx) => {
    const actor = (await staffByLogin(tx, login))!
    await checkVisitTask(tx, elementId, { caseNo: flow.caseNo, visitNo: flow.visitNo, now: startOfTest }, variables, actor)
  })
}

t.test('the organiser sees slots and people, and the form as it opens is a lawful plan', async (t) => {
  const flow = await proposed(t)

  const view = await visitTaskView(flow.database, flow.visitNo, 'confirm-visit', startOfTest)

  t.same(view.slots[0], { value: '2026-11-25T09:00:00+08:00', label: '2026-11-25 09:00 至 2026-11-25 11:00' })
  t.same(view.inspectors[0], { value: 'f1', label: 'f1员（龙亭区市场监督管理局）' })
  t.same(view.prefilled, { startsAt: '2026-11-25T09:00:00+08:00', durationMinutes: 120, team: ['f1', 'f2', 't1', 't2'], leader: 'f1' })
  t.equal(view.deadlineText, '须在 2026-11-30 前完成现场核查')
  t.same(await flow.finish('confirm-visit', 'o1', recordVisitSchedule, view.prefilled), { visitOutcome: 'scheduled' })
})

t.test('when nothing is possible the organiser is told which department lacks whom', async (t) => {
  const flow = await proposed(t)
  await flow.database('account').where({ login: 't2' }).update({ disabled_at: new Date() })

  const view = await visitTaskView(flow.database, flow.visitNo, 'confirm-visit', startOfTest)

  t.same(view.slots, [])
  t.match(view.facts.at(-1), { value: /龙亭区烟草专卖局只有1名核查人员，至少需要2名/ })
  t.match(view.prefilled, { startsAt: null, team: [] })
})

t.test('the inspectors see the visit and every check item, judged by nobody yet', async (t) => {
  const flow = await scheduled(t)

  const view = await visitTaskView(flow.database, flow.visitNo, 'inspect', startOfTest)

  t.match(view.facts[0], { label: '核查时间', value: '2026-11-25 09:00 至 2026-11-25 11:00' })
  t.match(view.prefilled.findings, (await findingsOf(flow, {})).map(({ subCaseNo, checkItem }) => ({ subCaseNo, checkItem, result: null })))
  t.same(view.dueAt, new Date('2026-11-27T23:59:59.999+08:00'))
})

t.test('the re-check shows only what was to be rectified, and the report', async (t) => {
  const flow = await rectifying(t)
  flow.setNow('2026-12-03T09:00:00+08:00')
  await flow.run(checkRectification)

  const view = await visitTaskView(flow.database, flow.visitNo, 'recheck', new Date('2026-12-03T09:00:00+08:00'))

  t.match(view.prefilled.findings, [{ subCaseNo: flow.food, result: null }])
  t.equal((view.prefilled.findings as unknown[]).length, 1)
  t.match(view.facts.find(({ label }) => label === '整改报告'), { value: '期满未报告' })
  t.same(view.dueAt, new Date('2026-12-07T23:59:59.999+08:00'))
})

t.test('the desk learns of an unlawful entry before it completes the task', async (t) => {
  const flow = await proposed(t)

  await t.rejects(check(flow, 'confirm-visit', 'o1', { ...lawfulPlan, team: ['f1'] }), { code: 'visit-not-allowed', details: { reason: /须派2名以上/ } })
  await t.rejects(check(flow, 'confirm-visit', 'f1', lawfulPlan), { code: 'visit-not-allowed', details: { reason: /组织人/ } })
  await t.resolves(check(flow, 'confirm-visit', 'o1', lawfulPlan))
  await t.rejects(check(flow, 'inspect', 'f1', {}), { code: 'findings-not-allowed', details: { reason: /核查组成员/ } })
  await t.rejects(check(flow, 'unknown', 'f1', {}), /no rule for user task unknown/)
})
