import t, { type Test } from 'tap'
import { insertApplicationBan } from '../../src/database/application-bans.js'
import { insertCommitmentBar } from '../../src/database/commitment-bars.js'
import { acceptedShop } from '../support/api/accepted.js'
import { givenBar } from '../support/api/bars.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenDraft, shopForm } from '../support/api/shop.js'
import type { TestApi } from '../support/api/test-app.js'

const elsewhere = { form: { ...shopForm, premises_address: '西大街9号1楼' } }

/** A shop whose holder has not kept the commitment of its publication permit, to the end of 2027. */
async function barredShop (t: Test): Promise<{ api: TestApi, applicant: SignedIn, subCaseNo: string }> {
  const { api, applicant, caseNo } = await acceptedShop(t, [])
  const { database } = api
  const { subCaseNo, documentNo } = await givenBar(database, caseNo)
  await insertApplicationBan(database, { sub_case_no: subCaseNo, permit: 'tobacco-retail', holder_usci: shopForm.usci, document_no: documentNo, begins_on: '2026-11-23', ends_on: '2029-11-23' })
  return { api, applicant, subCaseNo }
}

async function submit (applicant: SignedIn, draft: Parameters<typeof givenDraft>[1]): Promise<{ statusCode: number, body: { code?: string, details?: unknown, caseNo?: string } }> {
  const id = await givenDraft(applicant, draft)
  const response = await applicant.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': `key-of-${id}` } })
  return { statusCode: response.statusCode, body: response.json() }
}

t.test('a barred holder cannot commit, from any account, until the bar is over; the ordinary procedure stays open', async (t) => {
  const { api, applicant } = await barredShop(t)
  const agent = await signedIn(api, { login: 'agent', kind: 'applicant' })
  const refusal = { statusCode: 409, body: { code: 'commitment-barred', details: { until: '2027-12-31', permits: [{ permit: 'publication-retail', permitName: '出版物零售经营许可' }] } } }

  t.match(await submit(applicant, elsewhere), refusal)
  t.match(await submit(agent, elsewhere), refusal)
  t.match(await submit(agent, { ...elsewhere, commitments: [] }), { statusCode: 201 })

  api.clock.set('2028-01-03T09:00:00+08:00')
  const later = await signedIn(api, { login: 'later', kind: 'applicant' })
  t.match(await submit(later, { form: { ...shopForm, premises_address: '西大街10号1楼' } }), { statusCode: 201 })
})

t.test('what may not be applied for again is received all the same, told, and not decided on the spot', async (t) => {
  const { api, applicant } = await barredShop(t)

  const { body: { caseNo } } = await submit(applicant, { ...elsewhere, commitments: [] })

  t.match(await api.database('notification').where({ case_no: caseNo, title: '申请在不得再次申请的期限内' }), [{ account_id: applicant.accountId, body: /烟草专卖零售许可：至 2029-11-23/ }])
  t.match(await api.database('sub_case').where({ case_no: caseNo, permit: 'tobacco-retail' }), [{ is_instant: false, outcome: null }])
})

t.test('what is applied for under a ban by commitment goes the ordinary way, with all its materials and its visit', async (t) => {
  const { api, applicant, caseNo: formerCaseNo } = await acceptedShop(t, [])
  const { database } = api
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: formerCaseNo, permit: 'publication-retail' }).first<{ sub_case_no: string }>('sub_case_no')
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  const way = async (caseNo: string | undefined): Promise<unknown> => await database('sub_case').where({ case_no: caseNo, permit: 'publication-retail' }).first('is_commitment', 'is_instant', 'needs_visit')
  const ordinary = await way((await submit(applicant, { form: { ...shopForm, premises_address: '西大街10号1楼' }, commitments: [] })).body.caseNo)
  await database('post_check').insert({ sub_case_no: subCaseNo, due_on: '2027-01-20' })
  await insertApplicationBan(database, { sub_case_no: subCaseNo, permit: 'publication-retail', holder_usci: shopForm.usci, document_no: documentNo, begins_on: '2026-11-23', ends_on: '2029-11-23' })

  const { body: { caseNo } } = await submit(applicant, elsewhere)

  t.same(await way(caseNo), ordinary)
  t.match(ordinary, { is_commitment: false, is_instant: false })
  t.same(await database('case_material').where({ case_no: caseNo, state: 'committed' }), [], 'nothing is replaced')
  t.same(await database('document').where({ case_no: caseNo, kind: 'commitment-letter' }), [])
})

t.test('the holder and the department see a bar; the department\'s approver lifts it, once, with reasons', async (t) => {
  const { api, applicant, subCaseNo } = await barredShop(t)
  const of = async (login: string, groups: string[]): Promise<SignedIn> => await signedIn(api, { login, kind: groups.length === 0 ? 'applicant' : 'staff', groups })
  const [neighbour, inspector, tobacco, approver] = [
    await of('neighbour', []), await of('inspector', ['press-film.inspector@410202']), await of('tobacco', ['tobacco.approver@410202']), await of('approver', ['press-film.approver@410202'])
  ]
  const listed = async (who: SignedIn): Promise<unknown[]> => (await who.ask('GET', '/commitment-bars')).json<{ items: unknown[] }>().items
  const lift = async (who: SignedIn, payload: object = { reason: '已完成信用修复' }, of = subCaseNo): Promise<unknown[]> => {
    const response = await who.ask('POST', `/commitment-bars/${of}/lifting`, { payload })
    return [response.statusCode, response.json<{ code?: string }>().code]
  }

  t.match(await listed(applicant), [{ subCaseNo, permitName: '出版物零售经营许可', ground: 'uncorrected', beginsOn: '2026-11-23', endsOn: '2027-12-31', liftedAt: null, isInForce: true, mayLift: false }])
  t.match(await listed(inspector), [{ mayLift: false }])
  t.match(await listed(approver), [{ mayLift: true }])
  t.same([await listed(neighbour), await listed(tobacco)], [[], []])
  t.same(await lift(applicant), [403, 'forbidden'])
  t.same(await lift(inspector), [403, 'forbidden'])
  t.same(await lift(tobacco), [403, 'forbidden'])
  t.same(await lift(approver, { reason: ' ' }), [400, 'bad-request'])
  t.same(await lift(approver, undefined, 'nothing'), [404, 'commitment-bar-not-found'])

  t.same(await lift(approver), [200, undefined])

  t.same(await lift(approver), [409, 'commitment-bar-over'])
  t.match(await listed(applicant), [{ isInForce: false, liftingReason: '已完成信用修复' }])
  t.equal((await api.database('notification').where({ account_id: applicant.accountId, title: '可以再以告知承诺方式申请' })).length, 1)
  t.match(await api.database('audit_log').where({ action: 'lift-commitment-bar' }), [{ subject: subCaseNo }])
  t.match(await submit(applicant, elsewhere), { statusCode: 201 })
})

t.test('while another bar is in force the holder and the approver are told its end; once none is, that the holder may commit again', async (t) => {
  const { api, applicant, subCaseNo } = await barredShop(t)
  const { database } = api
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  const other = `${subCaseNo.slice(0, -2)}01`
  await database('post_check').insert({ sub_case_no: other, due_on: '2027-01-20' }).onConflict().ignore()
  await insertCommitmentBar(database, {
    sub_case_no: other, holder_usci: shopForm.usci, holder_name: shopForm.entity_name, department: 'press-film', region: '410202', ground: 'fraud', document_no: documentNo, begins_on: '2026-11-23', ends_on: '2028-06-30'
  })
  const approver = await signedIn(api, { login: 'approver', kind: 'staff', groups: ['press-film.approver@410202'] })
  const lift = async (of: string): Promise<unknown> => (await approver.ask('POST', `/commitment-bars/${of}/lifting`, { payload: { reason: '已完成信用修复' } })).json()
  const told = async (): Promise<unknown[]> => await database('notification').whereLike('dedupe_key', 'commitment-bar-lifted:%').where({ account_id: applicant.accountId }).orderBy('id').select('title', 'body')

  t.match(await lift(subCaseNo), { isInForce: false, barredUntil: '2028-06-30' })
  t.match(await told(), [{ title: '一项告知承诺限制已解除，另有限制', body: /至 2028-06-30 仍不能/ }])
  t.match(await submit(applicant, elsewhere), { statusCode: 409, body: { code: 'commitment-barred' } })

  t.match(await lift(other), { isInForce: false, barredUntil: null })
  t.match(await told(), [{}, { title: '可以再以告知承诺方式申请' }])
})

t.test('the database keeps a revocation to what the law asks for', async (t) => {
  const { api: { database }, subCaseNo } = await barredShop(t)
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  const decided = { state: 'revoked', decided_by: 'chief', decided_at: new Date(), decision_reasons: '逾期未改正', document_no: documentNo }
  const set = async (changes: object): Promise<void> => { await database('post_check').where({ sub_case_no: subCaseNo }).update(changes) }

  await t.rejects(set(decided), /post_check_decided_after_notice/)
  await database('statement').insert({ sub_case_no: subCaseNo, round: 1, intended: 'revoke', reasons: '逾期未改正', document_no: documentNo, respond_by: '2026-12-04' })
  await t.rejects(set({ statement_round: 2, ground: 'uncorrected', decision_due_on: '2026-12-18' }), /post_check_statement/)
  await set({ statement_round: 1, ground: 'uncorrected', decision_due_on: '2026-12-18', checked_by: 'inspector' })
  await t.rejects(set({ ...decided, decided_by: 'inspector' }), /post_check_two_people/)
  await t.rejects(set({ ...decided, document_no: null }), /post_check_revoked_by_document/)
  await set(decided)

  const certificate = { permit: 'x', certificate_no: '1', certificate_name: 'x', kind: '许可', holder_usci: 'x', holder_name: 'x', premises_key: 'x', premises_address: 'x', department: 'x', region: 'x', issued_on: '2026-11-23', validity_text: 'x' }
  await database('certificate').insert(certificate)
  await t.rejects(database('certificate').update({ state: 'revoked' }), /certificate_revoked_by_document/)
  await database('certificate').update({ state: 'lapsed' })
  await t.rejects(database('certificate').update({ state: 'revoked', revoked_by: documentNo }), /not in force/)
})
