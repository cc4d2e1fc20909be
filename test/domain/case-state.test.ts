import t from 'tap'
import { deriveCaseState, type SubCaseProgress } from '../../src/domain/case-state.js'

const received = { isReceived: true, isClosed: false }
const open = (state: SubCaseProgress['state']): SubCaseProgress => ({ state, outcome: null, isAccepted: false, isEnded: false })
const ended = (outcome: NonNullable<SubCaseProgress['outcome']>, isEnded = true): SubCaseProgress =>
  ({ state: isEnded ? 'delivered' : 'granted', outcome, isAccepted: true, isEnded })

const table: [string, SubCaseProgress[], { isReceived: boolean, isClosed: boolean }, string][] = [
  ['nothing registered yet', [open('pending')], { isReceived: false, isClosed: false }, 'submitted'],
  ['received, nobody has accepted or decided', [open('received'), open('received')], received, 'received'],
  ['one waits for the applicant, nothing accepted', [open('received'), open('supplement-required')], received, 'supplement-required'],
  ['one accepted beats one that waits', [open('supplement-required'), { ...open('reviewing'), isAccepted: true }], received, 'in-progress'],
  ['one decided on the spot, the other waits', [ended('filed'), open('supplement-required')], received, 'in-progress'],
  ['all decided, one not delivered', [ended('granted', false), ended('filed')], received, 'issuing'],
  ['all delivered', [ended('granted'), ended('refused')], received, 'delivered'],
  ['archived', [ended('granted')], { isReceived: true, isClosed: true }, 'closed'],
  ['all withdrawn', [ended('withdrawn'), ended('withdrawn')], received, 'withdrawn'],
  ['all not accepted or not required', [ended('non-accepted'), ended('not-required')], received, 'non-accepted'],
  ['all terminated', [ended('terminated')], received, 'terminated'],
  ['ended in different ways without any decision', [ended('withdrawn'), ended('terminated')], received, 'terminated'],
  ['one withdrawn, one granted and delivered', [ended('withdrawn'), ended('granted')], received, 'delivered']
]

for (const [title, subCases, facts, expected] of table) {
  t.test(`${title}: ${expected}`, async (t) => { t.equal(deriveCaseState(subCases, facts), expected) })
}
