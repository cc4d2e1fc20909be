import t from 'tap'
import { lightOf } from '../../../src/domain/watch/light.js'
import { noticeCutOff, stepsOfCase, type WatchedCase, type WatchedPermit, type WatchedPostCheck } from '../../../src/domain/watch/steps-of-case.js'
import { newestOfEach, watchSteps, type WatchTimes } from '../../../src/domain/watch/watch-steps.js'
import { watchTimesIn, watchTimesOf } from '../../../src/domain/watch/watch-times.js'
import { workCalendar } from '../../../src/domain/working-days.js'
import { convenienceStore } from '../../support/catalogue.js'

const calendar = workCalendar([2026], [])
const times: WatchTimes = watchTimesOf((await convenienceStore()).decisions['time-limit-steps'])
const noPostCheck: WatchedPostCheck = { checkDueOn: null, correctionDueOn: null, recheckDueOn: null, respondBy: null, decisionDueOn: null }
const quiet: WatchedPermit = {
  subCaseNo: 'C-01', formalCheck: null, promisedDueOn: null, statutoryDueOn: null, deliveryDueOn: null, procedures: [], disclosureDueOn: null, toleratedDueOn: [], postCheck: noPostCheck, validUntil: null
}
const idle: WatchedCase = { caseNo: 'C', permits: [], notice: null, rectification: null, ceilingDueOn: null, licenceDueOn: null }

/** Step and moment in China of everything that a case would be told. */
function told (watched: Partial<WatchedCase>): Record<string, string> {
  return Object.fromEntries(stepsOfCase({ ...idle, ...watched }, times, calendar).map(({ step, at }) => [step, chinese(at)]))
}

function chinese (at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
}

t.test('the check before acceptance: a reminder on its third day, an escalation on its fourth, the notice on its fifth', async (t) => {
  const formalCheck = { receivedOn: '2026-11-23', verdictDueOn: '2026-11-26', escalatedOn: '2026-11-27', endsOn: '2026-11-30' }

  t.same(told({ permits: [{ ...quiet, formalCheck }] }), { 'verdict-due': '2026-11-26T09:00', 'verdict-escalated': '2026-11-27T09:00' })
  t.equal(chinese(noticeCutOff(formalCheck, times, calendar)), '2026-11-30T17:00')
  t.equal(chinese(noticeCutOff(formalCheck, {}, calendar)), '2026-11-30T00:00', 'a release without the table tells within the day all the same')
})

t.test('what is missed is told on the day after, what is near before it', async (t) => {
  const steps = told({ permits: [{ ...quiet, promisedDueOn: '2026-12-04', statutoryDueOn: '2026-12-18' }] })

  t.equal(steps['promise-missed'], '2026-12-05T09:00')
  t.equal(steps['statutory-missed'], '2026-12-19T09:00')
  t.ok(steps['promise-near']! < steps['promise-urgent']! && steps['promise-urgent']! <= '2026-12-04T09:00')
})

t.test('notice, rectification, procedure, delivery, tolerated material, post-check, licence and certificate each have their step', async (t) => {
  const steps = told({
    permits: [{ ...quiet, deliveryDueOn: '2026-12-10', procedures: [{ procedureNo: 'C-01-hearing', endsOn: '2026-12-01' }], disclosureDueOn: '2026-12-09', toleratedDueOn: ['2026-11-30', '2026-12-03'], postCheck: { ...noPostCheck, checkDueOn: '2027-01-20' }, validUntil: '2031-11-24' }],
    notice: { noticeNo: 'C-N1', dueOn: '2026-12-20' },
    rectification: { visitNo: 'C-V1', dueOn: '2026-12-08' },
    ceilingDueOn: '2027-01-28',
    licenceDueOn: '2026-12-02'
  })

  t.same(Object.keys(steps).sort(), [
    'ceiling-missed', 'ceiling-near', 'certificate-expiring', 'delivery-missed', 'delivery-near', 'disclosure-missed', 'licence-late', 'post-check-missed', 'post-check-near', 'procedure-ended', 'rectification-near', 'supplement-near', 'tolerated-lapsed', 'tolerated-near'
  ])
  t.equal(steps['supplement-near'], '2026-12-17T09:00', 'three days before (notices.md)')
  t.equal(steps['procedure-ended'], '2026-12-02T09:00')
  t.equal(steps['tolerated-lapsed'], '2026-12-04T09:00', 'the last of two deadlines, on the day after')
})

t.test('after a post-check that was not met: correction, second look, hearing of the party and decision each have their step', async (t) => {
  const postCheck = { ...noPostCheck, correctionDueOn: '2026-12-04', recheckDueOn: '2026-12-09', respondBy: '2026-12-16', decisionDueOn: '2026-12-30' }

  t.same(told({ permits: [{ ...quiet, postCheck }] }), {
    'correction-near': '2026-12-02T09:00',
    'correction-over': '2026-12-05T09:00',
    'recheck-missed': '2026-12-10T09:00',
    'revocation-due': '2026-12-17T09:00',
    'revocation-missed': '2026-12-31T09:00'
  })
})

t.test('of what has piled up about one thing only the newest is told', async (t) => {
  const late = stepsOfCase({ ...idle, permits: [{ ...quiet, promisedDueOn: '2026-12-04', statutoryDueOn: '2026-12-18' }] }, times, calendar)

  t.same(newestOfEach(late).map(({ step }) => step).sort(), ['promise-missed', 'statutory-missed'])
})

t.test('the light: green, yellow, red, overdue', async (t) => {
  const due = { promisedDueOn: '2026-12-04', statutoryDueOn: '2026-12-18' }
  const on = (day: string): string => lightOf(due, times, calendar, new Date(`${day}T12:00:00+08:00`))

  t.equal(on('2026-11-24'), 'green')
  t.equal(on('2026-12-02'), 'yellow')
  t.equal(on('2026-12-04'), 'red')
  t.equal(on('2026-12-05'), 'red', 'a missed promise breaks no law')
  t.equal(on('2026-12-18'), 'red')
  t.equal(on('2026-12-19'), 'overdue')
})

t.test('times that the engine evaluated; what names no step or no time is left out', async (t) => {
  const row = { n: 2, unit: '工作日', hour: 9 }

  t.same(watchTimesIn([{ step: 'promise-near', ...row }, { step: 'no-such-step', ...row }, { step: 'promise-urgent', n: null, unit: null, hour: null }, null, 7]), { 'promise-near': row })
})

t.test('every step says in Chinese what it is about and the day', async (t) => {
  for (const { title, text } of Object.values(watchSteps)) {
    t.match(title, /^[\u4e00-\u9fff]+$/)
    t.match(text('食品经营许可', '2026-12-04'), /食品经营许可.*2026-12-04/)
  }
})

t.test('a release from before a step was known goes on without it', async (t) => {
  const { decisions } = await convenienceStore()
  const table = decisions['time-limit-steps']
  const older = { ...table, rules: table.rules.filter(({ cells }) => cells[0] !== '"licence-late"') }

  t.notOk('licence-late' in watchTimesOf(older))
  t.same(watchTimesOf(undefined), {})
})

t.test('a late filing breaks no law: it has no limit but its promise', async (t) => {
  t.equal(lightOf({ promisedDueOn: '2026-12-04', statutoryDueOn: null }, times, calendar, new Date('2026-12-20T12:00:00+08:00')), 'red')
})
