import t from 'tap'
import { findDocument, documentsOfCase, markDocumentServed } from '../../src/database/documents.js'
import { DocumentIncomplete, issueDocument, type DocumentIssue } from '../../src/documents/issue-document.js'
import { definitionOf, documentKinds, type DocumentKind } from '../../src/documents/kinds.js'
import type { Letter } from '../../src/documents/letter.js'
import { testDatabase } from '../support/database.js'
import { documentSamples } from '../support/document-samples.js'
import { insertVisitCase } from '../support/visit-case.js'

const issuedAt = new Date('2026-11-23T09:05:00+08:00')

function sampleIssue<Kind extends DocumentKind> (kind: Kind, caseNo: string, more: Partial<DocumentIssue<Kind>> = {}): DocumentIssue<Kind> {
  const department = definitionOf(kind).issuer === 'gov-services' ? 'gov-services' : 'market-regulation'
  return { kind, caseNo, purposeKey: `${kind}:${caseNo}`, department, region: '410202', data: documentSamples[kind], issuedAt, ...more }
}

t.test('every kind is issued, with the common part filled in from case and catalogue', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, food } = await insertVisitCase(database)

  for (const kind of Object.keys(documentKinds) as DocumentKind[]) {
    const { documentNo } = await database.transaction(async (tx) => await issueDocument(tx, sampleIssue(kind, caseNo, { subCaseNo: food })))
    const row = await findDocument(database, documentNo)

    const { organ, prefix } = definitionOf(kind).issuer === 'gov-services'
      ? { organ: '龙亭区政务服务和大数据管理局', prefix: '汴龙政数' }
      : { organ: '龙亭区市场监督管理局', prefix: '汴龙市监' }

    t.equal(documentNo, `${prefix}${documentKinds[kind].numberWord}〔2026〕000001号`, 'each kind has a word of its own')
    t.match(row, {
      kind,
      data: {
        letter: {
          documentNo,
          caseNo,
          applicantName: '开封便利店',
          usci: '91350100M000100Y43',
          industryName: '便利店',
          organ,
          issuedOn: '2026-11-23',
          items: [{ permitName: '食品经营许可', subCaseNo: food, organ: '龙亭区市场监督管理局' }],
          remedies: [{ body: '龙亭区人民政府', withinDays: 60 }]
        }
      }
    }, kind)
  }
})

t.test('the same purpose gets the same document, also from two transactions at once', async (t) => {
  const database = await testDatabase(t, { poolSize: 10 })
  const { caseNo } = await insertVisitCase(database)

  const numbers = await Promise.all(Array.from({ length: 10 }, async () =>
    await database.transaction(async (tx) => (await issueDocument(tx, sampleIssue('supplement', caseNo))).documentNo)))

  t.same([...new Set(numbers)], ['汴龙市监补正〔2026〕000001号'])
  t.equal((await documentsOfCase(database, caseNo)).length, 1)
})

t.test('numbers have no gap under twenty transactions at once, some rolled back', async (t) => {
  const database = await testDatabase(t, { poolSize: 20 })
  const { caseNo } = await insertVisitCase(database)

  await Promise.all(Array.from({ length: 20 }, (_, index) => database.transaction(async (tx) => {
    await issueDocument(tx, sampleIssue('grant', caseNo, { purposeKey: `grant:${index}` }))
    if (index % 5 === 0) throw new Error('rolled back')
  }).catch((error: unknown) => { if ((error as Error).message !== 'rolled back') throw error })))

  t.same((await documentsOfCase(database, caseNo)).map(({ document_no: documentNo }) => documentNo).sort(),
    Array.from({ length: 16 }, (_, index) => `汴龙市监准许〔2026〕${String(index + 1).padStart(6, '0')}号`))
})

t.test('organs, kinds and years count apart', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)
  const issue = async (more: Partial<DocumentIssue<'grant'>>): Promise<string> => await database.transaction(async (tx) =>
    (await issueDocument(tx, sampleIssue('grant', caseNo, { purposeKey: JSON.stringify(more), ...more }))).documentNo)

  t.equal(await issue({}), '汴龙市监准许〔2026〕000001号')
  t.equal(await issue({ department: 'tobacco' }), '汴龙烟准许〔2026〕000001号')
  t.equal(await issue({ region: '410200' }), '汴市监准许〔2026〕000001号')
  t.equal(await issue({ issuedAt: new Date('2026-12-31T16:30:00Z') }), '汴龙市监准许〔2027〕000001号', 'the year is that of China')
})

t.test('a missing or wrong field is refused by its Chinese name, and nothing is written', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)

  for (const [data, problem] of [
    [{ ...documentSamples.supplement, supplement_deadline: undefined }, '补齐补正通知书不能出具：缺少“补正期限”'],
    [{ ...documentSamples.supplement, supplement_deadline: '12月14日' }, '“补正期限”不是日期'],
    [{ ...documentSamples.supplement, missing: [] }, '缺少“需补正内容”'],
    [{ ...documentSamples.supplement, missing: [{ ...documentSamples.supplement.missing[0]!, requirement: '  ' }] }, '“需补正内容”第1行缺少“补正要求”'],
    [{ ...documentSamples.supplement, missing: [{ ...documentSamples.supplement.missing[0]!, subject: '〔待核〕' }] }, '缺少“材料或者填报内容”'],
    [{ ...documentSamples.supplement, split: 'both' }, '“齐全事项的办理”不在可选范围内']
  ] as const) {
    const refused = database.transaction(async (tx) => await issueDocument(tx, sampleIssue('supplement', caseNo, { data: data as never })))

    await t.rejects(refused, new RegExp(problem), problem)
    await t.rejects(refused, DocumentIncomplete)
  }
  t.equal((await documentsOfCase(database, caseNo)).length, 0)
  t.equal(await database('number_counter').first(), undefined)
})

t.test('a refusal is not issued for an organ without a registered body for reconsideration', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, tobacco } = await insertVisitCase(database)
  const { content } = await database('catalogue_release').first()
  for (const department of content.departments) delete department.remedy.reconsideration_body['县区级']
  await database('catalogue_release').update({ content: JSON.stringify(content), content_hash: 'without remedies' })

  await t.rejects(
    database.transaction(async (tx) => await issueDocument(tx, sampleIssue('refuse', caseNo, { subCaseNo: tobacco, department: 'tobacco' }))),
    /缺少“救济途径”/
  )
})

t.test('a decision is issued by the organ of its permit alone, a receipt by the window alone', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, food, tobacco } = await insertVisitCase(database)
  const issue = async (issue: DocumentIssue<DocumentKind>): Promise<unknown> => await database.transaction(async (tx) => await issueDocument(tx, issue))

  await t.rejects(issue(sampleIssue('grant', caseNo, { subCaseNo: food, department: 'tobacco' })), /作出机关不是该事项的实施机关/)
  await t.rejects(issue(sampleIssue('grant', caseNo, { subCaseNo: food, region: '410200' })), /作出机关不是该事项的实施机关/)
  await t.rejects(issue(sampleIssue('grant', caseNo, { subCaseNos: [food, tobacco] })), /作出机关不是该事项的实施机关/)
  await t.rejects(issue(sampleIssue('receipt', caseNo, { department: 'tobacco' })), /作出机关不是综合窗口/)
  t.equal((await documentsOfCase(database, caseNo)).length, 0)
})

t.test('what fields call for together is asked before anything is written', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)
  const hearing = documentSamples['hearing-notice']
  const change = documentSamples['change-approval']

  for (const [kind, data, problem] of [
    ['rectification', { ...documentSamples.rectification, clock_stopped: true }, '停表的整改缺少“停表依据”'],
    ['extend', { ...documentSamples.extend, new_deadline: documentSamples.extend.old_deadline }, '“延长后期限”不晚于“原期限”'],
    ['hearing-notice', { ...hearing, place: undefined, chair: '' }, '缺少“地点”；缺少“主持人”'],
    ['hearing-notice', { ...hearing, public: false }, '不公开的听证缺少“不公开的理由”'],
    ['hearing-notice', { ...hearing, stage: 'right' }, '缺少“申请截止日”'],
    ['public-notice', { ...documentSamples['public-notice'], ends_on: '2026-11-01' }, '“公示结束”早于“公示开始”'],
    ['change-approval', { ...change, outcome: 'refuse-change' }, '不予变更、延续缺少“理由和依据”'],
    ['change-approval', { ...change, outcome: 'approve-renewal' }, '准予延续缺少“新有效期至”；延续缺少“原有效期至”'],
    ['change-approval', { ...change, deemed: true }, '只有准予延续可以载明“视为”'],
    ['revoke', { ...documentSamples.revoke, ground: 'unlawful', ban: '三年内不得再次申请。' }, '只有以不正当手段取得的，可以载明“不得再次申请的期限”'],
    ['cancel', { ...documentSamples.cancel, reason: 'taken-back' }, '缺少“撤销、撤回、吊销的文书”'],
    ['cancel', { ...documentSamples.cancel, reason: 'other-law' }, '缺少“法律、法规的规定”'],
    ['restoration', { ...documentSamples.restoration, by_document: undefined }, '缺少“复议决定书、判决书文号”'],
    ['erratum', { ...documentSamples.erratum, version: undefined }, '缺少“更正后的版本号”'],
    ['permit-status-notice', { ...documentSamples['permit-status-notice'], new_data: undefined }, '变更的通报缺少“变更后数据”']
  ] as const) {
    const refused = database.transaction(async (tx) => await issueDocument(tx, sampleIssue(kind, caseNo, { data: data as never })))

    await t.rejects(refused, new RegExp(problem), problem)
  }
  t.equal((await documentsOfCase(database, caseNo)).length, 0)
})

t.test('remarks for the catalogue\'s keepers and fields of no concern are not stored', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)
  const data = { ...documentSamples.acceptance, clock_note: '可延长5个工作日〔待核〕', secret: 'x' }

  const { documentNo } = await database.transaction(async (tx) => await issueDocument(tx, sampleIssue('acceptance', caseNo, { data })))

  const { content } = (await findDocument(database, documentNo))!.data
  t.equal(content.clock_note, '可延长5个工作日')
  t.notOk('secret' in content)
})

t.test('the receipt says where the progress is shown, and the later documents repeat it', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)

  const numbers = await database.transaction(async (tx) => [
    await issueDocument(tx, sampleIssue('receipt', caseNo)), await issueDocument(tx, sampleIssue('grant', caseNo))
  ])

  for (const { documentNo } of numbers) t.equal((await findDocument(database, documentNo))!.data.letter.queryUrl, documentSamples.receipt.query_url)
})

t.test('what was handed in without a single material has its receipt too', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)
  const data = { ...documentSamples.receipt, material_received: [] }

  const { documentNo } = await database.transaction(async (tx) => await issueDocument(tx, sampleIssue('receipt', caseNo, { data })))

  const { letter, content } = (await findDocument(database, documentNo))!.data
  t.match(definitionOf('receipt').body(letter as unknown as Letter, content).filter(({ type }) => type === 'paragraph').at(-2), { text: '提交时没有收到材料。' })
})

t.test('a document is served once', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)
  const { documentNo } = await database.transaction(async (tx) => await issueDocument(tx, sampleIssue('grant', caseNo)))

  await markDocumentServed(database, documentNo, 'electronic', issuedAt)
  await markDocumentServed(database, documentNo, 'window', new Date())

  t.match(await findDocument(database, documentNo), { served_how: 'electronic', served_at: issuedAt })
})
