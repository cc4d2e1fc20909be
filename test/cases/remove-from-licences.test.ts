import t, { type Test } from 'tap'
import type { Knex } from 'knex'
import { removeFromLicences } from '../../src/cases/remove-from-licences.js'
import type { CertificateRow } from '../../src/database/certificates.js'
import { removedEntriesOf } from '../../src/database/licences.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { acceptedShop } from '../support/api/accepted.js'
import { givenCase, shopForm } from '../support/api/shop.js'
import type { TestApi } from '../support/api/test-app.js'

const holder = { holder_usci: shopForm.usci, holder_name: shopForm.entity_name, premises_address: shopForm.premises_address }

interface Licensed { api: TestApi, food: CertificateRow, tobacco: CertificateRow, remove (certificate: CertificateRow): Promise<void> }

/** Two cases of one holder: the first one's licence carries food alone, the other's food, held before, and tobacco. */
async function twoLicences (t: Test): Promise<Licensed> {
  const { api, applicant, caseNo } = await acceptedShop(t, [])
  const { database, clock } = api
  const other = await givenCase(applicant, { form: { ...shopForm, premises_address: '西大街9号1楼' } })
  const [food, tobacco] = await database('certificate').insert([
    { ...certificate('food-operation', '食品经营许可证', 'JY14102020000011') }, { ...certificate('tobacco-retail', '烟草专卖零售许可证', '410202100001') }
  ]).returning('*') as CertificateRow[]
  await insertLicence(database, { licenceNo: 'L1', caseNo, carried: [food!], at: clock.now() })
  await insertLicence(database, { licenceNo: 'L2', caseNo: other, carried: [food!, tobacco!], at: clock.now() })
  const remove = async (removed: CertificateRow): Promise<void> => await database.transaction(async (tx) =>
    await removeFromLicences({ tx, clock, publicUrl: 'http://permits.test' } as unknown as WorkerContext, removed, { cause: '已被撤销', noticeNo: '变通〔2026〕000001号' }))
  return { api, food: food!, tobacco: tobacco!, remove }
}

function certificate (permit: string, name: string, no: string) {
  return { ...holder, permit, certificate_no: no, certificate_name: name, kind: '许可', premises_key: 'x', department: 'x', region: '410202', issued_on: '2026-11-23', valid_until: '2031-11-22', validity_text: '有效期5年' }
}

async function insertLicence (database: Knex, { licenceNo, caseNo, carried, at }: { licenceNo: string, caseNo: string, carried: CertificateRow[], at: Date }): Promise<void> {
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt', case_no: caseNo }).first<{ document_no: string }>('document_no')
  await database('licence').insert({
    licence_no: licenceNo, case_no: caseNo, certificate_identifier: 'x', industry: 'convenience-store', name: '便利店行业综合许可证', region: '410202', ...holder, legal_rep_name: '张三', verify_code: `code${licenceNo}`, version: 1, issued_at: at
  })
  const entries = carried.map((one) => ({
    permit: one.permit, name: one.certificate_name, kind: '许可', source: 'held', certificateName: one.certificate_name, certificateNo: one.certificate_no, department: 'x', scope: '', issuedOn: '2026-11-23', validUntil: '2031-11-22', validityText: '有效期5年', state: 'valid'
  }))
  await database('licence_version').insert({ licence_no: licenceNo, version: 1, reason: '制发', data: JSON.stringify({ entries }), document_no: documentNo, issued_at: at })
  await database('licence_entry').insert(carried.map(({ id, permit }) => ({ licence_no: licenceNo, permit, certificate_id: id, source: 'held', added_in_version: 1 })))
}

t.test('a certificate goes off the licence of every case that carries it; what else is there stays, even when nothing is left', async (t) => {
  const { api: { database }, food, remove } = await twoLicences(t)

  await remove(food)

  const versions = await database('licence_version').where({ version: 2 }).orderBy('licence_no').select<{ licence_no: string, reason: string, data: { entries: { permit: string }[] } }[]>()
  t.same(versions.map(({ licence_no: no, reason, data }) => [no, reason, data.entries.map(({ permit }) => permit)]), [['L1', '删除事项', []], ['L2', '删除事项', ['tobacco-retail']]])
  t.same(await database('licence').orderBy('licence_no').pluck('version'), [2, 2])
  t.match(await database('document').where({ kind: 'composite-change' }).orderBy('document_no').select('data'), [
    { data: { content: { licence_no: 'L1', version: 2, cause: '已被撤销', by_document: '变通〔2026〕000001号', before_after: [{ before: 'JY14102020000011，有效', after: '删除' }] } } },
    { data: { content: { licence_no: 'L2', version: 2 } } }
  ])
  t.match(await removedEntriesOf(database, 'L2'), [{ name: '食品经营许可证', certificateNo: 'JY14102020000011' }])
  t.equal((await database('notification').where({ title: '行业综合许可证已更新' })).length, 2)
})

t.test('taken off already, it is looked for in vain', async (t) => {
  const { api: { database }, tobacco, remove } = await twoLicences(t)

  await remove(tobacco)
  await remove(tobacco)

  t.same(await database('licence').orderBy('licence_no').pluck('version'), [1, 2])
})
