import t from 'tap'
import { isNoticeDue, permitsToVisit, type NoticeSight, type VisitSight } from '../../src/domain/rendezvous.js'

const judged = (verdict: NoticeSight['verdict']): NoticeSight => ({ state: 'received', hasOutcome: false, isAccepted: false, verdict })

t.test('the one notice waits for the last department that has not judged', async (t) => {
  t.equal(isNoticeDue([judged('deficient'), judged(null)]), false)
  t.equal(isNoticeDue([judged('deficient'), judged('complete')]), true)
})

t.test('what is accepted, decided or already waiting for the applicant holds no notice up', async (t) => {
  t.equal(isNoticeDue([
    judged('deficient'),
    { state: 'reviewing', hasOutcome: false, isAccepted: true, verdict: 'complete' },
    { state: 'delivered', hasOutcome: true, isAccepted: true, verdict: 'complete' },
    { state: 'supplement-required', hasOutcome: false, isAccepted: false, verdict: 'deficient' }
  ]), true)
})

t.test('a permit received but not judged yet holds the notice up: nothing may be told twice', async (t) => {
  t.equal(isNoticeDue([judged('deficient'), { state: 'received', hasOutcome: false, isAccepted: false, verdict: null }]), false)
})

t.test('a permit that cannot be applied for yet, or is being prepared, keeps nobody waiting', async (t) => {
  t.equal(isNoticeDue([judged('deficient'), { state: 'pending', hasOutcome: false, isAccepted: false, verdict: null }]), true)
  t.equal(isNoticeDue([judged('deficient'), { state: 'preparing', hasOutcome: false, isAccepted: false, verdict: null }]), true)
})

const sight = (subCaseNo: string, isAccepted: boolean, mustVisitBy: string | null = null): VisitSight => ({ subCaseNo, isAccepted, mustVisitBy })

t.test('the visit waits until all permits that need it are accepted', async (t) => {
  t.same(permitsToVisit([sight('a', true, '2026-12-10'), sight('b', false)], '2026-11-25'), [])
  t.same(permitsToVisit([sight('a', true, '2026-12-10'), sight('b', true, '2026-12-20')], '2026-11-25').map(({ subCaseNo }) => subCaseNo), ['a', 'b'])
})

t.test('an accepted permit whose limit waiting would miss is visited without the others', async (t) => {
  t.same(permitsToVisit([sight('a', true, '2026-11-25'), sight('b', false)], '2026-11-25').map(({ subCaseNo }) => subCaseNo), ['a'])
})

t.test('nothing accepted, nothing to visit', async (t) => {
  t.same(permitsToVisit([sight('a', false)], '2026-11-25'), [])
})
