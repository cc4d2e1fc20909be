import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { reportRectification } from '../../src/cases/report-rectification.js'
import { projectRoot } from '../../src/project-root.js'
import checkRectification from '../../workers/check-rectification.js'
import { withdraw } from '../support/visit-case.js'
import { rectifying, scheduled, stateOf, type VisitFlow } from '../support/visit-flow.js'

async function report (flow: VisitFlow, at: string): Promise<void> {
  const clock = { now: () => new Date(at) }
  await flow.database.transaction(async (tx) => await reportRectification(tx, { caseNo: flow.caseNo, statement: '已整改', accountId: flow.applicant }, clock))
}

t.test('reported in time: the re-check may begin', async (t) => {
  const flow = await rectifying(t)
  await report(flow, '2026-11-27T10:00:00+08:00')
  flow.setNow('2026-11-27T10:00:01+08:00')

  t.same(await flow.run(checkRectification), { rectificationOutcome: 'reported' })
  t.match(await stateOf(flow), { visit: 'rechecking', states: ['rechecking', 'reviewing'] })
  t.match((await stateOf(flow)).messages.at(-1), { name: 'rectification-reported', key: flow.visitNo })
})

t.test('past the deadline it has expired', async (t) => {
  const flow = await rectifying(t)
  flow.setNow('2026-12-03T00:00:00+08:00')

  t.same(await flow.run(checkRectification), { rectificationOutcome: 'expired' })
})

t.test('woken before the deadline without a report it waits on', async (t) => {
  const flow = await rectifying(t)
  flow.setNow('2026-11-30T10:00:00+08:00')

  t.same(await flow.run(checkRectification), { rectificationOutcome: 'waiting', rectificationDueAt: '2026-12-02T15:59:59.999Z' })
  t.match(await stateOf(flow), { visit: 'rectifying' })
})

t.test('woken a moment too early it sleeps a minute at least', async (t) => {
  const flow = await rectifying(t)
  flow.setNow('2026-12-02T23:59:59+08:00')

  t.same(await flow.run(checkRectification), { rectificationOutcome: 'waiting', rectificationDueAt: '2026-12-02T16:00:59.000Z' })
})

t.test('with the permit withdrawn nothing is re-checked, and the model has a way out', async (t) => {
  const flow = await rectifying(t)
  await withdraw(flow.database, flow.food)

  t.same(await flow.run(checkRectification), { rectificationOutcome: 'dropped' })
  t.match(await stateOf(flow), { visit: 'concluded', conclusions: ['dropped', 'passed'] })
  const model = await readFile(join(projectRoot(), 'bpmn/shared/joint-inspection.bpmn'), 'utf8')
  t.match(model, /rectificationOutcome = "dropped"/)
})

t.test('a rectification is reported once, in time, and only when one is asked for', async (t) => {
  const flow = await scheduled(t)
  await t.rejects(report(flow, '2026-11-25T12:00:00+08:00'), { code: 'no-rectification' })

  const asked = await rectifying(t)
  await t.rejects(report(asked, '2026-12-03T00:00:00+08:00'), { code: 'no-rectification' })
  await report(asked, '2026-12-02T23:00:00+08:00')
  await t.rejects(report(asked, '2026-12-02T23:30:00+08:00'), { code: 'no-rectification' })
})
