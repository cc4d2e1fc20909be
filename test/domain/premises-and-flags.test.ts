import t from 'tap'
import { caseFlags } from '../../src/domain/case-flags.js'
import { effectiveState } from '../../src/domain/certificate-states.js'
import { premisesKey } from '../../src/domain/premises-key.js'

t.test('one place written in several ways has one key; another place or county has another', async (t) => {
  const key = premisesKey('410202', '西大街8号1楼')

  for (const same of ['西大街８号１楼', ' 西大街 8号 1楼 ', '西大街8号，1楼。', '西大街(8号)1楼']) t.equal(premisesKey('410202', same), key, same)
  for (const other of ['西大街81号楼', '西大街8号2楼', '东大街8号1楼']) t.not(premisesKey('410202', other), key, other)
  t.not(premisesKey('410203', '西大街8号1楼'), key)
  t.equal(premisesKey('410202', '8号A座'), premisesKey('410202', '8号a座'))
})

t.test('a limit that ends today is kept until midnight; decided and ended permits are never overdue', async (t) => {
  const running = { decided_at: null, ended_at: null, promised_due_on: '2026-11-23', statutory_due_on: '2026-11-25' }
  const flagsAt = (now: string, subCase: Parameters<typeof caseFlags>[0][number] = running) =>
    caseFlags([subCase], { hasOpenNotice: false, hasOpenRectification: false, now: new Date(now) }).map(({ id }) => id)

  t.same(flagsAt('2026-11-23T23:59:59+08:00'), [])
  t.same(flagsAt('2026-11-24T00:00:00+08:00'), ['overdue_promised'])
  t.same(flagsAt('2026-11-26T00:00:00+08:00'), ['overdue_promised', 'overdue_statutory'])
  t.same(flagsAt('2026-11-26T00:00:00+08:00', { ...running, decided_at: new Date() }), [])
  t.same(flagsAt('2026-11-26T00:00:00+08:00', { ...running, ended_at: new Date() }), [])
})

t.test('a certificate expires from 0:00 after its last day; what an organ decided about it stays', async (t) => {
  t.equal(effectiveState({ state: 'valid', validUntil: '2031-11-22' }, '2031-11-22'), 'valid')
  t.equal(effectiveState({ state: 'valid', validUntil: '2031-11-22' }, '2031-11-23'), 'expired')
  t.equal(effectiveState({ state: 'revoked', validUntil: '2031-11-22' }, '2031-11-23'), 'revoked')
  t.equal(effectiveState({ state: 'valid', validUntil: null }, '2099-01-01'), 'valid')
})
