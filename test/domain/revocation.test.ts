import t from 'tap'
import { checkPostCheck, checkRecheck } from '../../src/domain/post-check.js'
import { banEnd, checkRevocation, revocationBases, type RevocationSight } from '../../src/domain/revocation.js'

t.test('a post-check says what it found, and the facts of what is not as committed', async (t) => {
  const table: [object, string | undefined][] = [
    [{ result: 'met', facts: '' }, undefined],
    [{ result: 'not-met', facts: '已改作他用' }, undefined],
    [{ result: 'suspected-fraud', facts: '合同系伪造' }, undefined],
    [{ result: 'suspected-fraud', facts: ' ' }, '与承诺（备案）不符的，请写明事实'],
    [{ result: 'not-met' }, '与承诺（备案）不符的，请写明事实'],
    [{ result: 'revoked', facts: '事实' }, '请选择核查结果'],
    [{}, '请选择核查结果']
  ]
  for (const [entry, refusal] of table) t.equal(checkPostCheck(entry as Record<string, unknown>), refusal, JSON.stringify(entry))
})

t.test('that nothing was corrected can be found only when the time for it is over; the last day counts whole', async (t) => {
  const correctionDueOn = '2026-12-04'
  const table: [string, object, RegExp | undefined][] = [
    ['2026-12-01', { result: 'met' }, undefined],
    ['2026-12-04', { result: 'not-met', facts: '未改' }, /改正期限到 2026-12-04 届满/],
    ['2026-12-05', { result: 'not-met', facts: '未改' }, undefined],
    ['2026-12-05', { result: 'not-met', facts: '' }, /请写明事实/],
    ['2026-12-05', { result: 'suspected-fraud', facts: '未改' }, /请选择核查结果/]
  ]
  for (const [today, entry, refusal] of table) {
    const said = checkRecheck(entry as Record<string, unknown>, { today, correctionDueOn })
    if (refusal === undefined) t.equal(said, undefined, `${today} ${JSON.stringify(entry)}`)
    else t.match(said, refusal)
  }
})

const sight: RevocationSight = {
  bases: ['art-69-1-4', 'art-69-1-5'], checkedBy: ['inspector', 'second'], decidedBy: 'chief', certificateState: 'valid', statement: { state: 'open', respondBy: '2026-12-04' }, today: '2026-12-05'
}
const revoked = { decision: 'revoked', basis: 'art-69-1-4', reasons: '逾期未改正' }

t.test('a revocation needs reasons, a basis that the party was told of, another person, a certificate in force and the hearing of the party', async (t) => {
  const table: [Record<string, unknown>, Partial<RevocationSight>, RegExp | undefined][] = [
    [revoked, {}, undefined],
    [revoked, { certificateState: 'suspended' }, undefined],
    [revoked, { statement: { state: 'waived', respondBy: '2026-12-31' } }, undefined],
    [revoked, { statement: { state: 'made', respondBy: '2026-12-31' } }, undefined],
    [revoked, { today: '2026-12-04' }, /2026-12-04 前陈述申辩.*才能决定撤销/],
    [revoked, { statement: undefined }, /撤销须事先告知当事人/],
    [revoked, { decidedBy: 'inspector' }, /不得为同一人/],
    [revoked, { decidedBy: 'second' }, /不得为同一人/],
    [revoked, { certificateState: 'lapsed' }, /没有有效的证件/],
    [revoked, { certificateState: undefined }, /没有有效的证件/],
    [{ ...revoked, basis: 'art-69-2' }, {}, /请选择撤销的依据/],
    [{ ...revoked, reasons: ' ' }, {}, /请写明理由/],
    [{ ...revoked, decision: 'refused' }, {}, /请选择撤销或者不予撤销/]
  ]
  for (const [entry, changes, refusal] of table) {
    const said = checkRevocation(entry, { ...sight, ...changes })
    if (refusal === undefined) t.equal(said, undefined, JSON.stringify([entry, changes]))
    else t.match(said, refusal)
  }
})

t.test('in favour of the party it may be decided at any time, but not by who looked', async (t) => {
  const maintained = { decision: 'maintained', reasons: '已经改正' }

  t.equal(checkRevocation(maintained, { ...sight, statement: undefined, today: '2026-12-01' }), undefined)
  t.match(checkRevocation(maintained, { ...sight, decidedBy: 'inspector' }), /不得为同一人/)
})

t.test('a permit is revoked by article 69, a filing by its own law', async (t) => {
  t.same(revocationBases('fraud', { kind: '许可' }).map(({ value }) => value), ['art-69-2'])
  t.same(revocationBases('uncorrected', { kind: '许可' }).map(({ value }) => value), ['art-69-1-4', 'art-69-1-5'])
  t.same(revocationBases('fraud', { kind: '备案' }).map(({ value }) => value), ['own-law'])
})

t.test('three years are three years, whatever day they end on', async (t) => {
  t.equal(banEnd('2026-11-29'), '2029-11-29')
  t.equal(banEnd('2028-02-29'), '2031-02-28')
})
