import t from 'tap'
import { completeAs, memberOf, taskOf, until } from '../support/case-flow.js'
import { documentsOf, flowTests, perform, playToEnd, refusalOf, submitted, type PlayedCase } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform

await test('a post-check that finds things as committed ends it', async (t) => {
  const played = await certified()
  const { caseNo } = played

  const task = await perform(platform, played, { elementId: 'post-check' }, { result: 'met', facts: '' })
  await untilPostCheck(caseNo, 'passed')

  t.same(task.groups, ['press-film.inspector@410202'])
  t.match(await documentsOf(platform, caseNo, 'commitment-check'), [{ data: { content: { result: 'met' } } }])
  t.same(await documentsOf(platform, caseNo, 'correction-order'), [])
})

await test('a post-check that finds otherwise says what, orders correction and looks again', async (t) => {
  const played = await certified()
  const { caseNo } = played

  const first = await taskOf(platform, caseNo, 'post-check')
  await completeAs(platform, first, await memberOf(platform, first), { result: 'not-met', facts: '' })
  t.equal(await refusalOf(platform, first), '与承诺（备案）不符的，请写明事实')
  await perform(platform, played, { elementId: 'post-check' }, { result: 'not-met', facts: '陈列音像制品，超出承诺的范围' })
  await perform(platform, played, { elementId: 'post-check-recheck' }, { result: 'met', facts: '' })
  await untilPostCheck(caseNo, 'passed')

  t.match(await documentsOf(platform, caseNo, 'correction-order'), [{ data: { content: { facts: '陈列音像制品，超出承诺的范围' } } }])
  t.equal((await documentsOf(platform, caseNo, 'commitment-check')).length, 2)
})

/** A permit granted by commitment, its case closed. */
async function certified (): Promise<PlayedCase> {
  const played = await submitted(platform, await storeWith(['publication-retail'], { commitments: ['publication-retail'] }))
  await playToEnd(platform, played)
  return played
}

async function untilPostCheck (caseNo: string, state: string): Promise<void> {
  await until(async () => {
    const row = await database('post_check').join('sub_case', 'sub_case.sub_case_no', 'post_check.sub_case_no').where({ case_no: caseNo })
      .first<{ state: string }>('post_check.state')
    return row.state === state ? true : undefined
  }, `the post-check of ${caseNo} to be ${state}`)
}
