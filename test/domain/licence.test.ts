import t from 'tap'
import { earliestExpiry, judgeLicence, licenceEntries, withoutCertificate, type LicenceEntry } from '../../src/domain/licence.js'

function entry (permit: string, more: Partial<LicenceEntry> = {}): LicenceEntry {
  return {
    permit,
    name: permit,
    kind: '许可',
    source: 'this-case',
    certificateName: `${permit}证`,
    certificateNo: `${permit}-1`,
    department: '龙亭区市场监督管理局',
    scope: '',
    issuedOn: '2026-11-23',
    validUntil: '2031-11-22',
    validityText: '有效期5年',
    state: 'valid',
    ...more
  }
}

const rules = { blockedBy: ['fire'], minItems: 2 }
const [food, tobacco, fire] = [entry('food'), entry('tobacco'), entry('fire')]

t.test('when a composite licence is issued, withheld or not due', async (t) => {
  for (const [why, applied, entries, current, verdict] of [
    ['enough entries', ['food', 'tobacco'], [food, tobacco], null, { outcome: 'issue' }],
    ['a permit refused is simply not on it', ['food', 'tobacco', 'books'], [food, tobacco], null, { outcome: 'issue' }],
    ['a permit that blocks was applied for and refused', ['food', 'tobacco', 'fire'], [food, tobacco], null, { outcome: 'withheld', missing: ['fire'] }],
    ['a permit that blocks was granted', ['food', 'fire'], [food, fire], null, { outcome: 'issue' }],
    ['a permit that blocks was not applied for', ['food', 'tobacco'], [food, tobacco], null, { outcome: 'issue' }],
    ['fewer entries than the least', ['food', 'tobacco'], [food], null, { outcome: 'none', reason: /不足 2 项/ }],
    ['one held before counts', ['food'], [food, entry('tobacco', { source: 'held' })], null, { outcome: 'issue' }],
    ['nothing granted', ['food', 'tobacco'], [], null, { outcome: 'none', reason: /没有准予/ }],
    ['nothing granted, though enough is held', ['books'], [entry('food', { source: 'held' }), entry('tobacco', { source: 'held' })], null, { outcome: 'none', reason: /本案没有/ }],
    ['nothing changed', ['food', 'tobacco'], [food, tobacco], [food, tobacco], { outcome: 'unchanged' }],
    ['an entry was added', ['food', 'tobacco', 'fire'], [food, tobacco, fire], [food, fire], { outcome: 'issue' }],
    ['an entry changed its state', ['food', 'tobacco'], [food, { ...tobacco, state: 'suspended' }], [food, tobacco], { outcome: 'issue' }],
    ['a permit that blocks was revoked: what is left stays', ['food', 'fire'], [food], [food, fire], { outcome: 'issue' }],
    ['an entry was deleted: the licence lives on below the least number', ['food', 'tobacco'], [food], [food, tobacco], { outcome: 'issue' }]
  ] as const) t.match(judgeLicence(rules, [...applied], [...entries], current === null ? null : [...current]), verdict, why)
})

t.test('entries that the database gives back with their keys in another order are unchanged', async (t) => {
  const stored = [food, tobacco].map((one) => Object.fromEntries(Object.entries(one).reverse()) as unknown as LicenceEntry)

  t.same(judgeLicence(rules, ['food', 'tobacco'], [food, tobacco], stored), { outcome: 'unchanged' })
})

t.test('a certificate is taken off, nothing else, not even another of the same permit', async (t) => {
  const other = entry('fire', { certificateNo: 'fire-2' })

  t.same(withoutCertificate([food, fire, tobacco], 'fire', 'fire-1'), { kept: [food, tobacco], removed: [fire] })
  t.same(withoutCertificate([food, other], 'fire', 'fire-1'), { kept: [food, other], removed: [] })
  t.same(withoutCertificate([food], 'food', 'food-1'), { kept: [], removed: [food] })
})

t.test('entries stand in the industry\'s order, one a permit, only certificates in force', async (t) => {
  const candidates = [
    entry('tobacco', { source: 'held', certificateNo: 'old' }),
    entry('food', { state: 'revoked' }),
    entry('tobacco', { certificateNo: 'new' }),
    entry('books', { state: 'suspended' }),
    entry('fire', { source: 'held', issuedOn: '2020-01-01', certificateNo: 'first' }),
    entry('fire', { source: 'held', issuedOn: '2024-01-01', certificateNo: 'second' }),
    entry('unknown')
  ]

  const entries = licenceEntries(['food', 'fire', 'tobacco', 'books'], candidates)

  t.same(entries.map(({ permit, certificateNo }) => [permit, certificateNo]), [['fire', 'second'], ['tobacco', 'new'], ['books', 'books-1']])
})

t.test('every state in which a certificate is no longer in force takes it off the licence', async (t) => {
  for (const state of ['expired', 'lapsed', 'withdrawn', 'revoked', 'penalty-revoked', 'cancelled']) {
    t.same(licenceEntries(['food'], [entry('food', { state })]), [], state)
  }
})

t.test('the earliest expiry is a hint over those that have one', async (t) => {
  t.equal(earliestExpiry([entry('a', { validUntil: '2031-11-22' }), entry('b', { validUntil: '2029-05-01' }), entry('c', { validUntil: null })]), '2029-05-01')
  t.equal(earliestExpiry([entry('c', { validUntil: null })]), null)
})
