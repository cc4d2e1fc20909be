import t, { type Test } from 'tap'
import { recordRevocation } from '../../src/cases/revocation.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn } from '../support/api/people.js'
import { shopForm } from '../support/api/shop.js'
import { givenTask } from '../support/api/tasks.js'

/** What the holder is told when the revocation of a permit with such a certificate, whose party was heard, is decided against on 2026-11-30. */
async function toldOfMaintaining (t: Test, certificate: { state: string, valid_until?: string }): Promise<string[]> {
  const { api, caseNo } = await acceptedShop(t, [])
  const { database, clock } = api
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'publication-retail' }).first<{ sub_case_no: string }>('sub_case_no')
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  const [looked, groups] = [clock.now(), ['press-film.approver@410202']]
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ state: 'granted', outcome: 'granted', accepted_at: looked, decided_at: looked })
  await database('certificate').insert({
    permit: 'publication-retail',
    certificate_no: '新出发零字1',
    certificate_name: '出版物经营许可证',
    kind: '许可',
    holder_usci: shopForm.usci,
    holder_name: shopForm.entity_name,
    premises_key: 'x',
    premises_address: 'x',
    department: 'press-film',
    region: '410202',
    issued_on: '2026-11-23',
    validity_text: 'x',
    sub_case_no: subCaseNo,
    ...certificate
  })
  await database('post_check').insert({ sub_case_no: subCaseNo, due_on: '2027-01-20' })
  await database('statement').insert({ sub_case_no: subCaseNo, round: 1, intended: 'revoke', reasons: '逾期未改正', document_no: documentNo, respond_by: '2026-11-27' })
  await database('post_check').update({
    state: 'statement-hearing',
    ground: 'uncorrected',
    statement_round: 1,
    decision_due_on: '2026-12-18',
    facts: 'x',
    checked_by: 'inspector',
    checked_at: looked,
    correction_due_on: '2026-11-20',
    recheck_due_on: '2026-11-25',
    recheck_facts: 'x',
    rechecked_by: 'inspector',
    rechecked_at: looked
  })
  clock.set('2026-11-30T10:00:00+08:00')
  const approver = await signedIn(api, { login: 'approver', kind: 'staff', groups })
  await givenTask(database, { key: '900', elementId: 'decide-revocation', subCaseNo, groups, processId: 'post-check', assignee: approver.login })
  await database('user_task').update({ state: 'completed', ended_at: clock.now() })
  const { process_instance_key: processInstanceKey } = await database('user_task').first<{ process_instance_key: string }>('process_instance_key')

  await database.transaction(async (tx) => {
    const job = { key: '1', type: 'record-revocation', elementId: 'record-revocation', processInstanceKey, processId: 'post-check' }
    t.equal(await recordRevocation({ tx, clock, epoch: 1, job } as unknown as WorkerContext, { decision: 'maintained', reasons: '已经改正' }), 'maintained')
  })
  return await database('notification').where({ title: '决定不撤销许可' }).pluck<string[]>('body')
}

t.test('what is not revoked goes on being valid, and its holder is told so, unless its certificate has ended meanwhile', async (t) => {
  t.match(await toldOfMaintaining(t, { state: 'valid' }), [/决定不撤销许可，证件继续有效。$/])
  t.match(await toldOfMaintaining(t, { state: 'lapsed' }), [/决定不撤销许可。$/])
  t.match(await toldOfMaintaining(t, { state: 'valid', valid_until: '2026-11-28' }), [/决定不撤销许可。$/])
})
