import { join } from 'node:path'
import t from 'tap'
import { collectResources } from '../../src/catalogue/collect-resources.js'
import { root } from '../models/models.js'
import { moveEngineClock } from '../support/engine.js'
import { dayMs, inDays, stubbedModels } from './stubbed-models.js'

const models = await stubbedModels(t)
const registered = { spotFacts: {}, missingMaterials: [{ material: 'health-cert', isTolerable: false }], department: 'market-regulation', region: '410202', caseRegion: '410203', deciderRole: 'reviewer', outcome: null }

t.test('all models and forms of the store deploy together, in one deployment', async (t) => {
  const resources = await collectResources(join(root, 'bpmn'), 'convenience-store')

  const { deploymentKey } = await models.engine.deploy(resources)

  t.match(deploymentKey, /^\d+$/)
  t.same(resources.filter(({ name }) => name.endsWith('.bpmn')).map(({ name }) => name), [
    'industries/convenience-store/flow.bpmn', 'shared/composite-licence.bpmn', 'shared/hearing.bpmn', 'shared/joint-inspection.bpmn', 'shared/one-notice.bpmn',
    'shared/permit-handling.bpmn', 'shared/post-check-handling.bpmn', 'shared/public-notice.bpmn', 'shared/receipt.bpmn', 'shared/time-limit-watch.bpmn'
  ])
})

t.test('a notice waits until it is answered; a deadline that moved is waited for again', async (t) => {
  models.answer({
    'issue-supplement-notice': { supplementDueAt: inDays(10) },
    'conclude-supplement': [{ supplementOutcome: 'waiting', supplementDueAt: inDays(20) }, { supplementOutcome: 'submitted' }]
  })
  const { processInstanceKey } = await models.engine.createInstance('one-notice', { caseNo: 'C-notice', noticeNo: 'N-answered' })
  await models.seen('issue-supplement-notice', 1)

  await moveEngineClock(11 * dayMs)
  await models.seen('conclude-supplement', 1)
  await models.publish('supplement-submitted', 'N-answered')

  t.same(await models.endsOf(processInstanceKey), ['supplement-received'])
})

t.test('a notice that nobody answers expires', async (t) => {
  models.answer({ 'issue-supplement-notice': { supplementDueAt: inDays(20) }, 'conclude-supplement': { supplementOutcome: 'expired' } })
  const { processInstanceKey } = await models.engine.createInstance('one-notice', { caseNo: 'C-notice', noticeNo: 'N-expired' })
  await models.seen('issue-supplement-notice', 1)

  await moveEngineClock(11 * dayMs)

  t.same(await models.endsOf(processInstanceKey), ['supplement-expired'])
})

for (const [licenceOutcome, end] of Object.entries({ issued: 'licence-issued', withheld: 'licence-withheld', unchanged: 'licence-unchanged', none: 'licence-unchanged' })) {
  t.test(`a composite licence that is ${licenceOutcome} ends at ${end}`, async (t) => {
    models.answer({ 'issue-composite-licence': { licenceOutcome } })

    const { processInstanceKey } = await models.engine.createInstance('composite-licence', { caseNo: 'C-licence' })

    t.same(await models.endsOf(processInstanceKey), [end])
  })
}

const [passed, ordered, hearing] = ['passed', 'correction-ordered', 'statement-hearing']
const postCheckEnds: Record<string, { first: string, second?: string, decided?: string }> = {
  'post-check-passed': { first: passed },
  'correction-passed': { first: ordered, second: passed },
  revoked: { first: ordered, second: hearing, decided: 'revoked' },
  maintained: { first: hearing, decided: 'maintained' }
}
for (const [end, { first, second, decided }] of Object.entries(postCheckEnds)) {
  t.test(`a post-check can end at ${end}`, async (t) => {
    models.answer({
      'schedule-post-check': { ...registered },
      'record-post-check': [{ error: 'findings-not-allowed', variables: { refusal: '请写明事实' } }, { postCheckOutcome: first }],
      'record-post-check-recheck': [{ error: 'findings-not-allowed', variables: { refusal: '请写明事实' } }, { postCheckOutcome: second }],
      'record-revocation': [{ error: 'decision-not-allowed', variables: { refusal: '请写明理由' } }, { revocationOutcome: decided }]
    })
    await models.publish('post-check-scheduled', `P-${end}`, { caseNo: 'C-post', subCaseNo: `P-${end}` })

    const { value } = await models.complete('post-check', { result: 'not-met' })
    await models.complete('post-check', { result: 'not-met', facts: '事实' })
    if (second !== undefined) {
      await models.complete('post-check-recheck', { result: 'not-met' })
      await models.complete('post-check-recheck', { result: 'not-met', facts: '事实' })
    }
    if (decided !== undefined) {
      await models.complete('decide-revocation', { decision: decided })
      await models.complete('decide-revocation', { decision: decided, reasons: '理由' })
    }

    t.same(await models.endsOf(String(value.processInstanceKey)), [end])
    t.same(value.candidateGroupsList, ['market-regulation.inspector@410202'])
  })
}

t.test('a post-check that another process has ends at once', async (t) => {
  models.answer({ 'schedule-post-check': { error: 'case-already-claimed' } })
  await models.publish('post-check-scheduled', 'P-twice', { caseNo: 'C-post', subCaseNo: 'P-twice' })

  await models.seen('schedule-post-check', 1)

  t.same(await models.endsOf(models.jobs[0]?.processInstanceKey ?? ''), ['duplicate-start'])
})

t.test('a case runs its chosen permits only, with notice, visit, special procedures and early licence beside them, to its end', async (t) => {
  const caseNo = 'C-whole'
  models.answer({
    'claim-case': { permits: allPermits(), subCaseNos: Object.fromEntries(allPermits().map((permit) => [permit, `${caseNo}-${permit}`])) },
    'receive-application': { leaked: true },
    'route-permit': registered,
    'settle-route': { route: 'on-the-spot' },
    'record-on-the-spot-decision': { spotOutcome: 'decided', outcome: 'filed' },
    'issue-supplement-notice': { supplementDueAt: inDays(300) },
    'conclude-supplement': { supplementOutcome: 'submitted' },
    'propose-visit': { visitOutcome: 'dropped' },
    'begin-special-procedure': { procedureState: 'ended', ...registered }
  })
  await models.publish('convenience-store-application-submitted', caseNo, { caseNo })
  await models.publish('deficiencies-ready', caseNo, { noticeNo: 'N-1' })
  await models.publish('visit-ready', caseNo, { visitNo: 'V-1' })
  await models.publish('hearing-due', caseNo, { procedureNo: 'H-1' })
  await models.publish('public-notice-due', caseNo, { procedureNo: 'P-1' })
  await models.publish('early-licence-requested', caseNo)
  await models.publish('supplement-submitted', 'N-1')
  await models.seen('conclude-supplement', 1)
  await models.seen('propose-visit', 1)
  await models.seen('issue-composite-licence', 1)
  await models.seen('begin-special-procedure', 2)

  for (let count = 0; count < allPermits().length; count++) await models.complete('decide-on-the-spot', { decision: 'filed' })

  const claimed = models.jobs.find(({ type }) => type === 'claim-case')
  t.same(await models.endsOf(claimed?.processInstanceKey ?? ''), ['case-closed'])
  const routed = models.jobs.filter(({ type }) => type === 'route-permit').map(({ variables }) => variables)
  t.same(routed.map(({ permit }) => permit).sort(), allPermits().sort())
  t.ok(routed.every((variables) => variables.subCaseNo === `${caseNo}-${String(variables.permit)}` && !('permits' in variables) && !('leaked' in variables)))
  t.match(models.jobs.find(({ type }) => type === 'issue-supplement-notice')?.variables, { caseNo, noticeNo: 'N-1' })
  t.match(models.jobs.find(({ type }) => type === 'propose-visit')?.variables, { caseNo, visitNo: 'V-1' })
  t.same(models.jobs.filter(({ type }) => type === 'begin-special-procedure').map(({ variables }) => variables.procedureNo).sort(), ['H-1', 'P-1'])
})

t.test('an instance that loses the claim ends itself', async (t) => {
  models.answer({ 'claim-case': { error: 'case-already-claimed' } })
  await models.publish('convenience-store-application-submitted', 'C-twice', { caseNo: 'C-twice' })
  await models.seen('claim-case', 1)

  t.same(await models.endsOf(models.jobs[0]?.processInstanceKey ?? ''), ['duplicate-start'])
})

t.test('a case without a permit that the flow knows is closed, not stuck', async (t) => {
  models.answer({ 'claim-case': { permits: ['another'], subCaseNos: {} } })
  await models.publish('convenience-store-application-submitted', 'C-none', { caseNo: 'C-none' })
  await models.seen('claim-case', 1)

  t.same(await models.endsOf(models.jobs[0]?.processInstanceKey ?? ''), ['case-closed'])
})

t.test('these paths took every flow and reached every element, without one incident', async (t) => {
  t.same(await models.missed(['convenience-store', 'receipt', 'one-notice', 'composite-licence', 'post-check-handling']), [])
  t.same(models.incidents(), [])
})

function allPermits (): string[] {
  return ['food-operation', 'food-prepackaged-filing', 'food-small-shop', 'tobacco-retail', 'drug-retail', 'medical-device-class2-filing',
    'publication-retail', 'fire-safety-check', 'outdoor-sign']
}
