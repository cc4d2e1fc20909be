import t from 'tap'
import { procedureKinds, procedureTasks, procedureKindOf, procedureRoleOf } from '../../src/domain/special-procedures.js'
import { stubbedModels } from './stubbed-models.js'

const notAllowed = { error: 'decision-not-allowed', variables: { refusal: '公示期满后才能登记结果' } }
const place = { department: 'culture-tourism', region: '410202' }

// The gas station has the expert review and the test, the karaoke bar the others
for (const [industry, kinds] of [['ktv', ['public-notice', 'hearing', 'background-check']], ['gas-station', ['expert-review', 'test-report']]] as const) {
  t.test(`${industry}: ${kinds.join(', ')}`, async (t) => {
    const models = await stubbedModels(t, industry)
    for (const kind of kinds) {
      const [arrange, conclude] = procedureTasks.filter((id) => procedureKindOf(id)!.kind === kind) as [string, string]

      t.test(`${kind} is arranged, turned back, arranged again and concluded`, async (t) => {
        models.answer({
          'begin-special-procedure': { procedureState: 'open', ...place },
          'record-procedure-arrangement': [notAllowed, { procedureState: 'arranged' }],
          'record-procedure-conclusion': [notAllowed, { procedureState: 'concluded' }]
        })
        const { processInstanceKey } = await models.engine.createInstance(kind, { caseNo: 'C-1', procedureNo: `C-1-01-${kind}` })

        await models.complete(arrange, { arrangement: 'held', particulars: '公告' })
        await models.complete(arrange, { arrangement: 'held', particulars: '公告' })
        const early = await models.complete(conclude, {})
        await models.complete(conclude, { procedureConclusion: 'favourable', particulars: '无异议' })

        t.same(early.value.candidateGroupsList, [`culture-tourism.${procedureRoleOf(conclude)}@410202`])
        t.same(await models.endsOf(processInstanceKey), [`${kind}-concluded`])
      })

      t.test(`${kind} that isn't needed ends at once, one called off leaves no task, one ended before begins nothing`, async (t) => {
        models.answer({ 'begin-special-procedure': { procedureState: 'open', ...place }, 'record-procedure-arrangement': { procedureState: 'not-needed' } })
        const unneeded = await models.engine.createInstance(kind, { caseNo: 'C-2', procedureNo: `C-2-01-${kind}` })
        await models.complete(arrange, { arrangement: 'not-needed', particulars: '不涉及' })
        t.same(await models.endsOf(unneeded.processInstanceKey), ['procedure-not-held'])

        const dropped = await models.engine.createInstance(kind, { caseNo: 'C-3', procedureNo: `C-3-01-${kind}` })
        await models.task(arrange)
        await models.publish('special-procedure-dropped', `C-3-01-${kind}`)
        await models.endsOf(dropped.processInstanceKey)

        models.answer({ 'begin-special-procedure': { procedureState: 'ended', ...place } })
        const late = await models.engine.createInstance(kind, { caseNo: 'C-4', procedureNo: `C-4-01-${kind}` })
        t.same(await models.endsOf(late.processInstanceKey), ['ended-before-arrangement'])
      })
    }

    t.test('every flow was taken, without one incident', async (t) => {
      t.same(await models.missed([...kinds]), [])
      t.same(models.incidents(), [])
    })
  })
}

t.test('every kind is tried', (t) => {
  t.same([...procedureKinds].sort(), ['background-check', 'expert-review', 'hearing', 'public-notice', 'test-report'])
  t.end()
})

t.test('a preparation waits for the applicant, who applies for the final review or withdraws', async (t) => {
  const models = await stubbedModels(t, 'internet-cafe')
  models.answer({ 'check-preparation': [{ preparationOutcome: 'waiting' }, { preparationOutcome: 'applied' }] })
  const first = await models.engine.createInstance('preparation', { caseNo: 'C-5', permit: 'net-culture', subCaseNo: 'C-5-01' })
  await models.elementWaits('await-final-review', first.processInstanceKey)
  await models.publish('final-review-applied', 'C-5-01')
  await models.seen('check-preparation', 1)
  await models.publish('final-review-applied', 'C-5-01')
  t.same(await models.endsOf(first.processInstanceKey), ['preparation-over'])

  models.answer({ 'check-preparation': { preparationOutcome: 'ended' } })
  const second = await models.engine.createInstance('preparation', { caseNo: 'C-6', permit: 'net-culture', subCaseNo: 'C-6-01' })
  await models.publish('permit-withdrawn', 'C-6-01')
  t.same(await models.endsOf(second.processInstanceKey), ['preparation-over'])

  t.same(await models.missed(['preparation']), [])
  t.same(models.incidents(), [])
})
