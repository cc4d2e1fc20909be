import t from 'tap'
import { issueDocument } from '../../src/documents/issue-document.js'
import { markRendered } from '../../src/database/documents.js'
import { tellDueSteps } from '../../src/cases/watch/tell-steps.js'
import { lockCase } from '../../src/database/cases.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import { releaseOf } from '../../src/database/releases.js'
import { recordClockEvents } from '../../src/cases/clock.js'
import { loadPermitContext } from '../../src/cases/permit-context.js'
import { subCaseDocument } from '../../src/cases/decision-documents.js'
import { instantAtHour } from '../../src/domain/time.js'
import { watchTimesOf } from '../../src/domain/watch/watch-times.js'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn } from '../support/api/people.js'
import { shopForm } from '../support/api/shop.js'

const content = { facts: '符合条件', basis: '食品安全法第三十五条', cert_no: [{ name: '食品经营许可证', number: 'JY14102020000001', validity: '至2031年11月22日' }] }

t.test('a grant is open to everybody once its paper is there, nothing personal with it; until then supervision is told in time', async (t) => {
  const { api, caseNo, within } = await acceptedShop(t, ['food-operation'])
  const { app, database, clock } = api
  await signedIn(api, { login: 'supervisor', kind: 'staff', groups: ['supervisor'] })
  const subCaseNo = `${caseNo}-01`
  let documentNo = ''
  await within(async ({ tx }) => {
    const at = clock.now()
    await recordClockEvents(tx, await loadPermitContext(tx, subCaseNo), [{ type: 'decided', at }])
    await tx('sub_case').where({ sub_case_no: subCaseNo }).update({ outcome: 'granted', state: 'granted', decided_at: at })
    documentNo = (await issueDocument(tx, { ...subCaseDocument(await subCaseOf(tx, subCaseNo)), kind: 'grant', purposeKey: `grant:${subCaseNo}`, issuedAt: at, data: content })).documentNo
  })
  const read = async (query = '') => (await app.inject(`/api/v1/decisions${query}`)).json<{ items: Record<string, unknown>[], next: string | null }>()
  t.same(await read(), { items: [], next: null })
  clock.set(instantAtHour('2026-12-03', 9))
  await database.transaction(async (tx) => {
    const caseFile = await lockCase(tx, caseNo)
    await tellDueSteps(tx, caseFile, watchTimesOf((await releaseOf(tx, caseFile.release_id)).decisions['time-limit-steps']), clock.now())
  })
  t.match(await database('notification').where({ title: '决定尚未公开' }).select('body'), [{ body: /2026-12-02 前公开/ }])

  const { hash } = await database('stored_file').first<{ hash: string } | undefined>('hash') ?? { hash: 'a'.repeat(64) }
  await database('stored_file').insert({ hash, size_bytes: 1, media_type: 'application/pdf' }).onConflict().ignore()
  await markRendered(database, documentNo, { hash, sm3: 'b'.repeat(64), renderedAt: clock.now() })

  const open = await read()
  t.match(open, { items: [{ documentNo, organ: '龙亭区市场监督管理局', permitName: '食品经营许可', holderName: shopForm.entity_name, certificates: content.cert_no }], next: null })
  for (const personal of [shopForm.legal_rep_id_no, shopForm.contact_phone, shopForm.legal_rep_name]) t.notOk(JSON.stringify(open).includes(personal))
  t.same((await read('?region=410203')).items, [])
  t.equal((await app.inject('/api/v1/decisions?cursor=x')).statusCode, 400)
})
