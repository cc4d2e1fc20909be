import t, { type Test } from 'tap'
import { tellIntendedRefusal } from '../../src/cases/statement.js'
import { checkTaskCompletion } from '../../src/cases/task-rules.js'
import { acceptedShop, type AcceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'

interface Shop extends AcceptedShop { reviewer: SignedIn, subCaseNo: string, department: string, path: string }

const interests = { matter: '与相邻零售点的间距和布局', parties: [{ name: '刘洋', relation: '相邻的零售户' }, { name: '陈静', relation: '相邻的零售户' }] }

async function tobaccoShop (t: Test): Promise<Shop> {
  const shop = await acceptedShop(t, ['tobacco-retail'])
  const { sub_case_no: subCaseNo, department } = await shop.api.database('sub_case').where({ case_no: shop.caseNo, permit: 'tobacco-retail' })
    .first<{ sub_case_no: string, department: string }>('sub_case_no', 'department')
  const reviewer = await signedIn(shop.api, { login: 'reviewer', kind: 'staff', groups: [`${department}.reviewer@410202`] })
  return { ...shop, reviewer, subCaseNo, department, path: `/cases/${shop.caseNo}/permits/tobacco-retail` }
}

async function outcome (who: SignedIn, path: string, payload: object): Promise<unknown[]> {
  const response = await who.ask('POST', path, { payload })
  return response.statusCode === 204 ? [204] : [response.statusCode, (response.json() as { code?: string }).code]
}

t.test('applicant and interested parties are told, each by a paper of their own, once', async (t) => {
  const { api, applicant, reviewer, path, subCaseNo } = await tobaccoShop(t)

  const response = await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })
  t.equal(response.statusCode, 201)
  const { told } = response.json() as { told: { party: string | null, documentNo: string, applyBy: string }[] }
  t.same(told.map(({ party }) => party), [null, '刘洋', '陈静'])
  const again = await reviewer.ask('POST', `${path}/hearing-rights`, { payload: { ...interests, parties: [...interests.parties, { name: '王军', relation: '房东' }] } })

  t.same((again.json() as { told: unknown[] }).told.slice(0, 3), told, 'nobody is told twice')
  t.same(await api.database('hearing_right').where({ sub_case_no: subCaseNo }).orderBy('round').pluck('party'), [null, '刘洋', '陈静', '王军'])
  t.same((await api.database('document').whereIn('kind', ['hearing-notice', 'interested-party-notice']).orderBy('document_no').pluck<(string | null)[]>('addressee')).map(String).toSorted(), ['null', '刘洋', '王军', '陈静'].toSorted())
  t.match(await api.database('notification').where({ title: '您有权要求听证' }), [{ account_id: applicant.accountId }])
})

t.test('the applicant sees nothing that is addressed to an interested party, staff do', async (t) => {
  const { applicant, reviewer, caseNo, path } = await tobaccoShop(t)
  await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })
  t.match((await applicant.ask('GET', `/cases/${caseNo}`)).json().hearingRights, [{ permit: 'tobacco-retail', name: '烟草专卖零售许可', documentNo: String, dueOn: String }])
  t.equal((await applicant.ask('POST', `${path}/hearing-request`, { payload: { isWanted: false, reason: null } })).statusCode, 204)
  t.same((await applicant.ask('GET', `/cases/${caseNo}`)).json().hearingRights, [], 'who has answered is asked no more')
  const papersOf = async ({ ask }: SignedIn): Promise<{ title: string, href: string }[]> => (await ask('GET', `/cases/${caseNo}/documents`)).json<{ documents: { title: string, href: string }[] }>().documents
  const isOthers = ({ title }: { title: string }): boolean => title === '利害关系人告知书'

  const [others] = (await papersOf(reviewer)).filter(isOthers)
  t.same((await papersOf(applicant)).filter(isOthers), [])
  t.ok((await papersOf(applicant)).some(({ title }) => title === '听证告知书'))
  t.equal((await applicant.ask('GET', others!.href.replace('/api/v1', ''))).statusCode, 404)
  t.notMatch((await applicant.ask('GET', `/cases/${caseNo}/timeline`)).body, /利害关系人告知书|刘洋/)
  t.match((await reviewer.ask('GET', `/cases/${caseNo}/timeline`)).body, /利害关系人告知书/)
})

t.test('one asks, the hearing is opened once, and the decision waits for it and for who can still ask', async (t) => {
  const { api, applicant, reviewer, path, subCaseNo, caseNo } = await tobaccoShop(t)
  const { database, clock } = api
  await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })
  await database('review_opinion').insert({ sub_case_no: subCaseNo, round: 1, opinion: 'grant', reason: '', reviewed_by: 'reviewer', reviewed_at: clock.now() })
  const { department } = await database('sub_case').where({ sub_case_no: subCaseNo }).first<{ department: string }>('department')
  const decide = async (): Promise<string | undefined> => await database.transaction(async (tx) => {
    const actor = { login: 'chief', displayName: '局长', groups: [`${department}.approver@410202`] }
    const error = await checkTaskCompletion(tx, { elementId: 'decide', caseNo, subCaseNo, now: clock.now() }, { decision: 'granted' }, actor as never).then(() => undefined, (reason: unknown) => reason)
    return (error as { details?: { reason: string } } | undefined)?.details?.reason
  })
  t.match(await decide(), /前要求听证/)
  const today = clock.now().toISOString().slice(0, 10)

  t.same(await outcome(reviewer, `${path}/hearing-rights/answers`, { party: '刘洋', isWanted: true, reason: '间距不足', on: today }), [204])
  t.same(await outcome(applicant, `${path}/hearing-request`, { isWanted: true, reason: null }), [204])
  t.same(await outcome(reviewer, `${path}/hearing-rights/answers`, { party: '陈静', isWanted: false, reason: null, on: today }), [204])

  t.match(await database('special_procedure').where({ sub_case_no: subCaseNo, kind: 'hearing' }), [{ state: 'pending', demand: '利害关系人刘洋要求听证：间距不足' }])
  t.equal((await database('outbox').whereRaw("payload ->> 'name' = 'hearing-due'")).length, 1)
  t.match(await decide(), /还没有结果/)
  const [notice] = await database('notification').where({ title: '将举行听证' }).select('body') as [{ body: string }]
  t.notMatch(notice.body, /刘洋/, 'the applicant is not told by whom')
})

t.test('what was found not to be needed is held when somebody asks for it', async (t) => {
  const { api: { database, clock }, reviewer, path, subCaseNo, caseNo } = await tobaccoShop(t)
  await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })
  await database('special_procedure').insert({
    procedure_no: `${subCaseNo}-hearing`, case_no: caseNo, sub_case_no: subCaseNo, kind: 'hearing', state: 'not-needed', arrangement: '没有争议', process_instance_key: '1', epoch: 1
  })

  t.same(await outcome(reviewer, `${path}/hearing-rights/answers`, { party: '刘洋', isWanted: true, reason: null, on: clock.now().toISOString().slice(0, 10) }), [204])

  t.match(await database('special_procedure').first(), { state: 'pending', process_instance_key: null, demand: '利害关系人刘洋要求听证' })
  t.equal((await database('outbox').whereRaw("payload ->> 'name' = 'hearing-due'")).length, 1)
})

t.test('too late, twice, by somebody else, of somebody who was not told, or where no hearing can be held', async (t) => {
  const { api, applicant, reviewer, caseNo, path } = await tobaccoShop(t)
  const { database, clock } = api
  const stranger = await signedIn(api, { login: 'stranger', kind: 'applicant' })
  const colleague = await signedIn(api, { login: 'colleague', kind: 'staff', groups: ['market-regulation.reviewer@410202'] })
  const clerk = await signedIn(api, { login: 'clerk', kind: 'staff', groups: ['gov-services.intake@410202'] })
  const wanted = { isWanted: true, reason: null }
  const today = clock.now().toISOString().slice(0, 10)

  t.same(await outcome(applicant, `${path}/hearing-request`, wanted), [409, 'no-open-hearing-right'], 'before anybody is told')
  t.same(await outcome(colleague, `${path}/hearing-rights`, interests), [403, 'forbidden'])
  t.same(await outcome(reviewer, `${path}/hearing-rights`, { ...interests, parties: [] }), [400, 'bad-request'])
  t.same(await outcome(reviewer, `${path}/hearing-rights`, { ...interests, matter: '  ' }), [400, 'bad-request'])
  t.same(await outcome(colleague, `/cases/${caseNo}/permits/food-operation/hearing-rights`, interests), [409, 'hearing-not-possible'], 'not accepted yet')
  t.same(await outcome(reviewer, `${path}/hearing-rights`, interests), [201, undefined])

  t.same(await outcome(stranger, `${path}/hearing-request`, wanted), [404, 'case-not-found'])
  t.same(await outcome(reviewer, `${path}/hearing-request`, wanted), [403, 'forbidden'])
  t.same(await outcome(colleague, `${path}/hearing-rights/answers`, { ...wanted, party: '刘洋', on: today }), [403, 'forbidden'])
  t.same(await outcome(reviewer, `${path}/hearing-rights/answers`, { ...wanted, party: '路人', on: today }), [409, 'no-open-hearing-right'])
  t.same(await outcome(reviewer, `${path}/hearing-rights/answers`, { ...wanted, party: '刘洋', on: '2000-01-01' }), [409, 'no-open-hearing-right'], 'before it was told')
  t.same(await outcome(reviewer, `${path}/hearing-rights/answers`, { ...wanted, party: '刘洋', on: '昨天' }), [400, 'bad-request'])
  t.same(await outcome(applicant, `${path}/hearing-request`, { isWanted: false, reason: null }), [204])
  t.same(await outcome(applicant, `${path}/hearing-request`, wanted), [409, 'no-open-hearing-right'], 'waived is waived')

  const { apply_by: applyBy } = await database('hearing_right').first<{ apply_by: string }>('apply_by')
  clock.set(`${applyBy}T23:59:00+08:00`)
  t.same(await outcome(clerk, `${path}/hearing-rights/answers`, { ...wanted, party: '刘洋', on: today }), [204], 'written down by the window, said in time')
  clock.set(new Date(Date.parse(`${applyBy}T23:59:00+08:00`) + 24 * 60 * 60 * 1000).toISOString())
  t.same(await outcome(clerk, `${path}/hearing-rights/answers`, { ...wanted, party: '陈静', on: clock.now().toISOString().slice(0, 10) }), [409, 'no-open-hearing-right'])
})

t.test('a case whose flow has no round for a hearing says so before anybody is told', async (t) => {
  const { api, reviewer, path } = await tobaccoShop(t)
  await api.database('release_resource').delete()

  const response = await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })

  t.match([response.statusCode, response.json()], [409, { code: 'hearing-not-possible', details: { reason: /流程没有听证环节/ } }])
  t.same(await api.database('hearing_right'), [])
})

/** The facts of the tobacco permit name a hearing from now on. */
async function hearingNamed ({ api: { database } }: Shop): Promise<void> {
  const release = await database('catalogue_release').first<{ id: number, content: { permits: { id: string, special_procedures: object[] }[] } }>('id', 'content')
  release.content.permits.find(({ id }) => id === 'tobacco-retail')!.special_procedures = [{ type: '听证', excluded: true, basis: '行政许可法第四十五条', note: '重大利益' }]
  await database.raw('ALTER TABLE catalogue_release DISABLE TRIGGER USER')
  await database('catalogue_release').where({ id: release.id }).update({ content: JSON.stringify(release.content), content_hash: 'named' })
}

t.test('a refusal that is intended tells of the hearing, too, where the permit\'s facts name one', async (t) => {
  const shop = await tobaccoShop(t)
  const { api: { database }, applicant, path, subCaseNo, within } = shop
  await within(async (context) => await tellIntendedRefusal(context, subCaseNo, '间距不足'))
  t.same(await database('hearing_right'), [], 'the facts of the tobacco permit name none')
  await hearingNamed(shop)

  await within(async (context) => await tellIntendedRefusal(context, subCaseNo, '布局不合理'))

  t.match(await database('document').where({ kind: 'prior-notice' }).orderBy('document_no', 'desc').first('data'), { data: { content: { right: /有权要求听证/ } } })
  t.same(await outcome(applicant, `${path}/hearing-request`, { isWanted: true, reason: '对间距有异议' }), [204])
  t.match(await database('special_procedure').first(), { kind: 'hearing', state: 'pending' })
})

t.test('whoever can ask for a hearing already is not told again when a refusal is intended, and answers once', async (t) => {
  const shop = await tobaccoShop(t)
  const { api: { database }, applicant, reviewer, path, subCaseNo, within } = shop
  await hearingNamed(shop)
  await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })

  await within(async (context) => await tellIntendedRefusal(context, subCaseNo, '间距不足'))

  t.same(await database('hearing_right').orderBy('round').pluck('party'), [null, '刘洋', '陈静'])
  t.same(await outcome(applicant, `${path}/hearing-request`, { isWanted: false, reason: null }), [204])
  t.same(await outcome(applicant, `${path}/hearing-request`, { isWanted: true, reason: null }), [409, 'no-open-hearing-right'])
})

t.test('an answer closes every right of the party that is open', async (t) => {
  const { api: { database }, applicant, reviewer, path, subCaseNo } = await tobaccoShop(t)
  await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  const told = await database('hearing_right').where({ party: null }).first<object>('sub_case_no', 'told_at', 'apply_by')
  await database('hearing_right').insert({ ...told, round: 4, document_no: documentNo })

  t.same(await outcome(applicant, `${path}/hearing-request`, { isWanted: false, reason: null }), [204])

  t.same(await database('hearing_right').where({ sub_case_no: subCaseNo, party: null }).pluck('state'), ['waived', 'waived'])
})

t.test('two parties of one name are told apart before anybody is told', async (t) => {
  const { api: { database }, reviewer, path } = await tobaccoShop(t)
  const tell = async (...parties: { name: string, relation: string }[]): Promise<unknown[]> => await outcome(reviewer, `${path}/hearing-rights`, { matter: '间距', parties })
  const [east, west] = [{ name: '王伟', relation: '东邻' }, { name: '王伟', relation: '西邻' }]

  t.same(await tell(east, west), [400, 'bad-request'])
  t.same(await database('hearing_right'), [])
  t.same(await tell(east), [201, undefined])
  t.same(await tell(east), [201, undefined], 'told already')
  t.same(await tell(west), [400, 'bad-request'])
  t.same(await tell({ ...west, name: '王伟（西邻）' }), [201, undefined])
  t.same(await database('hearing_right').orderBy('round').pluck('party'), [null, '王伟', '王伟（西邻）'])
})

t.test('nobody who reviewed the application leads its hearing', async (t) => {
  const { api: { database, clock }, subCaseNo, caseNo, department } = await tobaccoShop(t)
  await database('verdict').insert({ sub_case_no: subCaseNo, round: 1, subject_kind: 'material', subject_id: 'premises-proof', result: 'ok', judged_by: 'pre-reviewer', judged_at: clock.now() })
  await database('review_opinion').insert({ sub_case_no: subCaseNo, round: 1, opinion: 'refuse', reason: '间距不足', reviewed_by: 'reviewer', reviewed_at: clock.now() })
  await database('special_procedure').insert({
    procedure_no: `${subCaseNo}-hearing`, case_no: caseNo, sub_case_no: subCaseNo, kind: 'hearing', state: 'arranged', begins_on: '2026-11-20', arrangement: '听证', demand: '邻居反对', demanded_by: 'caller', arranged_by: 'arranger'
  })
  const hold = async (login: string): Promise<unknown> => await database.transaction(async (tx) => {
    const actor = { login, displayName: login, groups: [`${department}.hearing-chair@410202`] }
    const record = { procedureConclusion: 'unfavourable', particulars: '笔录' }
    return await checkTaskCompletion(tx, { elementId: 'hold-hearing', caseNo, subCaseNo, now: clock.now() }, record, actor as never).then(() => 'held', (error: { details?: { reason: string } }) => error.details?.reason)
  })

  for (const login of ['pre-reviewer', 'reviewer', 'caller', 'arranger']) t.match(await hold(login), /主持人不能是本件的审查人员/, login)
  t.equal(await hold('chair'), 'held')
})

t.test('who has said nothing yet is listed for who writes it down, and for nobody else', async (t) => {
  const { api, applicant, reviewer, caseNo, path, subCaseNo } = await tobaccoShop(t)
  await reviewer.ask('POST', `${path}/hearing-rights`, { payload: interests })
  const window = await signedIn(api, { login: 'window', kind: 'staff', groups: ['gov-services.intake@410202'] })
  const listed = async (): Promise<(string | null)[]> => (await window.ask('GET', `/cases/${caseNo}/hearing-rights`)).json<{ rights: { party: string | null }[] }>().rights.map(({ party }) => party)
  t.same(await listed(), [null, '刘洋', '陈静'])
  t.equal((await applicant.ask('GET', `/cases/${caseNo}/hearing-rights`)).statusCode, 403)
  t.equal((await (await signedIn(api, { login: 'elsewhere', kind: 'staff', groups: ['gov-services.intake@410203'] })).ask('GET', `/cases/${caseNo}/hearing-rights`)).statusCode, 404)

  t.same(await outcome(window, `${path}/hearing-rights/answers`, { party: '刘洋', isWanted: false, reason: null, on: '2026-11-23' }), [204])

  t.same(await listed(), [null, '陈静'])
  await api.database('sub_case').where({ sub_case_no: subCaseNo }).update({ state: 'granted', outcome: 'granted', decided_at: api.clock.now() })
  t.same(await listed(), [], 'what is decided')
})
