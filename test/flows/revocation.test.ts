import t, { type Test } from 'tap'
import { liftBar } from '../../src/cases/commitment-bar.js'
import { makeStatement } from '../../src/cases/statement.js'
import type { Story } from '../../src/demo/story.js'
import { endOfCivilDate } from '../../src/domain/time.js'
import { submitStory, taskOf, until } from '../support/case-flow.js'
import {
  accountOf, documentsOf, flowTests, levelClocks, perform, playToEnd, refusalOf, submitted, travelTo, waiveStatement, type PlayedCase
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const permit = 'publication-retail'
/** Holders of their own: what bars one concerns none of the others. */
const holders = ['91410202MA4000002U', '91410202MA4000003Y', '91410202MA40000042']

const { platform, test } = await flowTests(t)
const { database, clock } = platform

await test('not corrected in time, heard, revoked: certificate, composite licence and the right to commit follow', async (t) => {
  const story = await storeOf(holders[0]!, ['food-prepackaged-filing', permit])
  const played = await certified(story)
  const { caseNo } = played
  t.same(await entriesOf(caseNo), ['food-prepackaged-filing', permit])

  await perform(platform, played, { elementId: 'post-check', permit }, { result: 'not-met', facts: '经营场所已改作他用' })
  const early = await perform(platform, played, { elementId: 'post-check-recheck', permit }, { result: 'not-met', facts: '还没有改正' })
  t.match(await refusalOf(platform, early), /期满之前不能认定没有改正/)
  await afterDay((await postCheckOf(caseNo)).correction_due_on)
  await untilTold(caseNo, '改正期限届满请复查')
  await perform(platform, played, { elementId: 'post-check-recheck', permit }, { result: 'not-met', facts: '复查时仍未改正' })

  const revocation = { decision: 'revoked', basis: 'art-69-1-4', reasons: '不再具备出版物零售的固定经营场所' }
  const tooEarly = await perform(platform, played, { elementId: 'decide-revocation' }, revocation)
  t.same(tooEarly.groups, ['press-film.approver@410202'])
  t.match(tooEarly.form.taskView, { bases: [{ value: 'art-69-1-4' }, { value: 'art-69-1-5' }], mayBan: false })
  t.match(await refusalOf(platform, tooEarly), /提出、放弃或者期满之后才能决定撤销/)
  await waiveStatement(platform, caseNo, permit)
  await perform(platform, played, { elementId: 'decide-revocation' }, revocation)
  await untilPostCheck(caseNo, 'revoked')

  await hasEverythingOfARevocation(t, caseNo)
  await barsCommitmentsOnly(t, caseNo, story)
})

await test('suspected fraud goes to the prior notice at once; a revocation for it bans a new application, which is received all the same', async (t) => {
  const story = await storeOf(holders[1]!, [permit])
  const played = await certified(story)
  const { caseNo } = played

  await perform(platform, played, { elementId: 'post-check' }, { result: 'suspected-fraud', facts: '租赁合同系伪造' })
  const task = await taskOf(platform, caseNo, 'decide-revocation')
  t.match(task.form.taskView, { bases: [{ value: 'art-69-2' }], mayBan: true })
  await state(caseNo, '合同是房东签的，我们不知情')
  await perform(platform, played, { elementId: 'decide-revocation' }, { decision: 'revoked', basis: 'art-69-2', publicSafety: true, reasons: '申请人未核实，仍属以欺骗手段取得' })
  await untilPostCheck(caseNo, 'revoked')

  t.same(await documentsOf(platform, caseNo, 'correction-order'), [])
  t.match(await documentsOf(platform, caseNo, 'prior-notice'), [{ data: { content: { intended: 'revoke', facts: /租赁合同系伪造/, reasons: /第六十九条第二款/ } } }])
  t.match(await documentsOf(platform, caseNo, 'revoke'), [{ data: { content: { ground: 'fraud', ban: /不得再次申请.*第七十九条/, heard: /合同是房东签的/ } } }])
  t.match(await documentsOf(platform, caseNo, 'statement-record'), [{ data: { content: { statements: '合同是房东签的，我们不知情', adopted: /^不予采纳/ } } }])

  const again = await submitted(platform, await storeOf(holders[1]!, [permit], []))
  const review = await taskOf(platform, again.caseNo, 'pre-review')
  t.match(review.form.taskView.options.find(({ value }) => value === 'non-acceptance'), { label: /不得再次申请/ })
  t.ok((review.form.taskView as unknown as { earlier: { label: string }[] }).earlier.some(({ label }) => label === '不得再次申请'))
  t.equal((await database('notification').where({ case_no: again.caseNo, title: '申请在不得再次申请的期限内' })).length, 1)
  await perform(platform, again, { elementId: 'pre-review' }, { verdict: 'non-acceptance', reasons: '在三年内不得再次申请的期限内', verdicts: [] })
  await playToEnd(platform, again)
  t.match(await documentsOf(platform, again.caseNo, 'non-acceptance'), [{ data: { content: { reason_type: 'barred' } } }])
})

await test('what the party says may lead to no revocation: nothing changes but the record', async (t) => {
  const played = await certified(await storeOf(holders[2]!, [permit]))
  const { caseNo } = played

  await perform(platform, played, { elementId: 'post-check' }, { result: 'suspected-fraud', facts: '合同日期晚于申请' })
  await taskOf(platform, caseNo, 'decide-revocation')
  await state(caseNo, '合同是续签的，原合同附后')
  await perform(platform, played, { elementId: 'decide-revocation' }, { decision: 'maintained', reasons: '原合同属实' })
  await untilPostCheck(caseNo, 'maintained')

  t.match(await documentsOf(platform, caseNo, 'statement-record'), [{ data: { content: { adopted: '决定不予撤销：原合同属实' } } }])
  for (const kind of ['revoke', 'permit-status-notice', 'composite-change']) t.same(await documentsOf(platform, caseNo, kind), [], kind)
  t.same(await certificateStates(caseNo), ['valid'])
  t.same(await database('commitment_bar').join('sub_case', 'sub_case.sub_case_no', 'commitment_bar.sub_case_no').where({ case_no: caseNo }), [])
})

async function hasEverythingOfARevocation (t: Test, caseNo: string): Promise<void> {
  t.match(await documentsOf(platform, caseNo, 'correction-order'), [{ data: { content: { facts: '经营场所已改作他用' } } }])
  const [revoked] = await documentsOf(platform, caseNo, 'revoke')
  t.match(revoked, { data: { content: { ground: 'uncorrected', facts: /经营场所已改作他用.*复查时仍未改正/, basis: /第六十九条第一款第四项/, heard: /放弃陈述/ }, letter: { remedies: [{}] } } })
  t.match(await documentsOf(platform, caseNo, 'permit-status-notice'), [{ data: { content: { change_type: 'revoke', sequence: 1 } } }])
  t.match(await documentsOf(platform, caseNo, 'composite-change'), [{ data: { content: { version: 2, before_after: [{ after: '删除' }] } } }])
  t.same((await documentsOf(platform, caseNo, 'composite-licence')).length, 2)
  t.same(await certificateStates(caseNo), ['revoked', 'valid'])
  t.same(await entriesOf(caseNo), ['food-prepackaged-filing'])
  t.match(await database('licence').where({ case_no: caseNo }), [{ version: 2 }])
  const told = await database('notification').where({ case_no: caseNo }).pluck<string[]>('title')
  for (const title of ['拟撤销许可，请陈述申辩', '已决定撤销许可', '行业综合许可证已更新', '暂不能以告知承诺方式申请']) t.equal(told.filter((one) => one === title).length, 1, title)
}

async function barsCommitmentsOnly (t: Test, caseNo: string, story: Story): Promise<void> {
  const again = { ...story, permits: [permit], answers: (await storeWith([permit])).answers }
  await t.rejects(submitStory(platform, { ...again, commitments: [permit] }), { code: 'commitment-barred', details: { until: String, permits: [{ permit }] } })
  await t.rejects(submitStory(platform, { ...again, commitments: [permit] }, { login: 'applicant-2' }), { code: 'commitment-barred' }, 'from another account, too')
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit }).first<{ sub_case_no: string }>()
  const lift = async (groups: string[]) => await database.transaction(async (tx) => await liftBar(tx, { subCaseNo, reason: '已完成信用修复', actor: { login: 'chief', groups } }, clock))
  await t.rejects(lift(['press-film.reviewer@410202']), { code: 'forbidden' })
  t.match(await lift(['press-film.approver@410202']), { lifted_by: 'chief' })
  await t.rejects(lift(['press-film.approver@410202']), { code: 'commitment-bar-over' })

  const committed = await submitted(platform, { ...again, commitments: [permit] })
  await playToEnd(platform, committed)
  t.same(await certificateStates(committed.caseNo), ['valid'])
}

/** By the watch over the limits, of what time alone has brought. */
async function untilTold (caseNo: string, title: string): Promise<void> {
  await until(async () => (await database('notification').where({ case_no: caseNo, title })).length > 0 ? true : undefined, `somebody to be told: ${title}`)
}

/** Permits granted by commitment where they may be, the case closed. */
async function certified (story: Story): Promise<PlayedCase> {
  const played = await submitted(platform, story)
  await playToEnd(platform, played)
  await levelClocks(platform)
  return played
}

async function storeOf (usci: string, permits: string[], commitments = [permit]): Promise<Story> {
  return await storeWith(permits, { commitments, form: { usci } })
}

async function state (caseNo: string, content: string): Promise<void> {
  const accountId = await accountOf(platform, caseNo)
  await database.transaction(async (tx) => { await makeStatement(tx, { caseNo, permit, content, accountId }, clock) })
}

async function afterDay (day: string | null): Promise<void> {
  // To nine the next morning, when the watch tells of what is over
  await travelTo(platform, new Date(endOfCivilDate(day!).getTime() + 9 * 3_600_000))
}

interface PostCheck { state: string, correction_due_on: string | null }

async function postCheckOf (caseNo: string): Promise<PostCheck> {
  return await database('post_check').join('sub_case', 'sub_case.sub_case_no', 'post_check.sub_case_no').where({ case_no: caseNo, permit })
    .first<PostCheck>('post_check.state', 'correction_due_on')
}

async function untilPostCheck (caseNo: string, reached: string): Promise<void> {
  await until(async () => (await postCheckOf(caseNo)).state === reached ? true : undefined, `the post-check of ${caseNo} to be ${reached}`)
}

async function certificateStates (caseNo: string): Promise<string[]> {
  return await database('certificate').join('sub_case', 'sub_case.sub_case_no', 'certificate.sub_case_no').where({ case_no: caseNo }).orderBy('certificate.state').pluck('certificate.state')
}

async function entriesOf (caseNo: string): Promise<string[]> {
  return await database('licence_entry').join('licence', 'licence.licence_no', 'licence_entry.licence_no')
    .where({ case_no: caseNo }).whereNull('removed_in_version').orderBy('permit').pluck('permit')
}
