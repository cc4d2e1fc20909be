import t from 'tap'
import { stubbedModels, type Answers } from './stubbed-models.js'

const models = await stubbedModels(t)
const registered = { spotFacts: {}, missingMaterials: [{ material: 'health-cert', isTolerable: false }], department: 'market-regulation', region: '410202', caseRegion: '410203', deciderRole: 'reviewer', outcome: null }
const notAllowed = { error: 'decision-not-allowed', variables: { refusal: '审核人与决定人不得为同一人' } }
let caseCount = 0

t.test('a filing is decided on the spot and its certificate delivered electronically', async (t) => {
  const { processInstanceKey } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'on-the-spot' },
    'record-on-the-spot-decision': { spotOutcome: 'decided', outcome: 'filed' },
    'deliver-permit': { deliveryManner: 'electronic' }
  })

  const task = await models.complete('decide-on-the-spot', { decision: 'filed' })

  t.same(task.value.candidateGroupsList, ['market-regulation.reviewer@410202'])
  t.same(await models.endsOf(processInstanceKey), ['delivered-electronically'])
  t.same(jobTypes(), ['route-permit', 'settle-route', 'prepare-task-view', 'record-on-the-spot-decision', 'issue-certificate', 'deliver-permit'])
})

t.test('a deficient permit is supplemented, accepted, visited, reviewed, returned once, granted and handed over', async (t) => {
  const { processInstanceKey, subCaseNo } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': [{ verdict: 'deficient' }, { verdict: 'complete' }],
    'check-supplement': [{ supplementOutcome: 'waiting' }, { supplementOutcome: 'submitted' }],
    'accept-permit': { acceptance: 'accepted', needsVisit: true },
    'take-visit-conclusion': [{ visitConclusion: 'waiting' }, { visitConclusion: 'concluded' }],
    'record-review': { reviewOutcome: 'reviewed' },
    'record-decision': [{ decisionOutcome: 'returned' }, { decisionOutcome: 'decided', outcome: 'granted' }],
    'deliver-permit': { deliveryManner: 'window' }
  })

  await models.complete('pre-review', { verdict: 'deficient' })
  await models.publish('permit-supplemented', subCaseNo)
  await models.seen('check-supplement', 1)
  await models.publish('permit-supplemented', subCaseNo)
  await models.complete('pre-review', { verdict: 'complete' })
  await models.publish('visit-concluded', subCaseNo)
  await models.seen('take-visit-conclusion', 1)
  await models.publish('visit-concluded', subCaseNo)
  await models.complete('review', { opinion: 'grant' })
  await models.complete('decide', { decision: 'returned', reasons: '请补充依据' })
  await models.complete('review', { opinion: 'grant' })
  const decided = await models.complete('decide', { decision: 'granted' })
  const handedOver = await models.complete('hand-over', { receivedBy: '张三', identityChecked: true })

  t.same(decided.value.candidateGroupsList, ['market-regulation.approver@410202'])
  t.same(handedOver.value.candidateGroupsList, ['gov-services.intake@410203'])
  t.same(await models.endsOf(processInstanceKey), ['delivered'])
})

t.test('an unlawful decision comes back as a new task that knows the reason and the draft, not the decision', async (t) => {
  const { processInstanceKey } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': [notAllowed, { verdict: 'complete' }],
    'accept-permit': { acceptance: 'accepted', needsVisit: false },
    'record-review': [notAllowed, { reviewOutcome: 'reviewed' }],
    'record-decision': [notAllowed, notAllowed, { decisionOutcome: 'decided', outcome: 'refused' }],
    'deliver-permit': { deliveryManner: 'window' },
    'record-delivery': [notAllowed, {}]
  })

  await models.complete('pre-review', { verdict: 'complete', verdicts: [{ kind: 'material', id: 'lease', result: 'ok' }] })
  await models.complete('pre-review', { verdict: 'complete', verdicts: [] })
  await models.complete('review', { opinion: 'refuse', reasons: '不符合条件' })
  await models.complete('review', { opinion: 'refuse', reasons: '不符合条件' })
  const first = await models.complete('decide', { decision: 'refused', reasons: '理由' })
  const second = await models.complete('decide', {})
  await models.complete('decide', { decision: 'refused', reasons: '理由' })
  await models.complete('hand-over', { receivedBy: '', identityChecked: false })
  await models.complete('hand-over', { receivedBy: '张三', identityChecked: true })

  t.same(await models.endsOf(processInstanceKey), ['delivered'])
  t.not(first.value.userTaskKey, second.value.userTaskKey)
  const views = models.jobs.filter(({ type }) => type === 'prepare-task-view')
  t.match(views.filter(({ elementId }) => elementId === 'pre-review')[1]?.variables, { refusal: notAllowed.variables.refusal, verdict: null, verdicts: [{ id: 'lease' }] })
  t.match(views.find(({ elementId }) => elementId === 'review')?.variables, { refusal: null, opinion: null, reasons: null }, 'the next task begins afresh')
  t.equal(models.jobs.filter(({ type }) => type === 'record-decision')[1]?.variables.decision, null, 'an empty completion repeats no decision')
})

t.test('a permit withdrawn in the middle ends without a decision, and its open task is gone', async (t) => {
  const { processInstanceKey, subCaseNo } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': { verdict: 'complete' },
    'accept-permit': { acceptance: 'accepted', needsVisit: false },
    'record-withdrawal': { outcome: 'withdrawn' }
  })
  await models.complete('pre-review', { verdict: 'complete' })
  const open = await models.task('review')

  await models.publish('permit-withdrawn', subCaseNo)

  t.same(await models.endsOf(processInstanceKey), ['ended-without-decision'])
  t.ok(models.records.some(({ intent, value }) => intent === 'CANCELED' && value.userTaskKey === open.value.userTaskKey))
})

t.test('variables that a completer sends along stay in the task', async (t) => {
  const { processInstanceKey, subCaseNo } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'on-the-spot' },
    'record-on-the-spot-decision': { spotOutcome: 'ended', outcome: 'withdrawn' }
  })

  await models.complete('decide-on-the-spot', { decision: 'filed', caseNo: 'stolen', subCaseNo: 'stolen', permits: [], outcome: 'granted', leaked: true })

  t.same(await models.endsOf(processInstanceKey), ['ended-without-decision'])
  t.match(models.jobs.at(-1), { type: 'record-on-the-spot-decision', variables: { subCaseNo, decision: 'filed' } })
  t.notOk('leaked' in (models.jobs.at(-1)?.variables ?? {}))
})

t.test('non-acceptance is proposed, returned, proposed again, turned back and confirmed', async (t) => {
  const { processInstanceKey } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': { verdict: 'non-acceptance' },
    'record-non-acceptance': [{ nonAcceptance: 'returned' }, notAllowed, { nonAcceptance: 'confirmed', outcome: 'non-accepted' }]
  })

  await models.complete('pre-review', { verdict: 'non-acceptance', reasons: '不属本机关职权' })
  await models.complete('confirm-non-acceptance', { confirmation: 'returned', reasons: '请再核' })
  await models.complete('pre-review', { verdict: 'non-acceptance', reasons: '不属本机关职权' })
  await models.complete('confirm-non-acceptance', { confirmation: 'confirmed' })
  await models.complete('confirm-non-acceptance', { confirmation: 'confirmed', reasons: '属实' })

  t.same(await models.endsOf(processInstanceKey), ['ended-without-decision'])
})

t.test('silence until the end of the fifth day is acceptance: the task of the pre-review, or of the confirmation, is taken away', async (t) => {
  const accepted = { 'accept-permit': { acceptance: 'ended', outcome: 'withdrawn' } }
  const silent = await handle({ 'route-permit': registered, 'settle-route': { route: 'pre-review' }, ...accepted })
  const open = await models.task('pre-review')
  await models.publish('acceptance-deemed', silent.subCaseNo)
  t.same(await models.endsOf(silent.processInstanceKey), ['ended-without-decision'])
  t.ok(models.records.some(({ intent, value }) => intent === 'CANCELED' && value.userTaskKey === open.value.userTaskKey))

  const proposed = await handle({ 'route-permit': registered, 'settle-route': { route: 'pre-review' }, 'record-verdict': { verdict: 'non-acceptance' }, ...accepted })
  await models.complete('pre-review', { verdict: 'non-acceptance', reasons: '不属本机关职权' })
  await models.task('confirm-non-acceptance')
  await models.publish('acceptance-deemed', proposed.subCaseNo)
  t.same(await models.endsOf(proposed.processInstanceKey), ['ended-without-decision'])

  const late = await handle({
    'route-permit': registered, 'settle-route': { route: 'pre-review' }, 'record-verdict': { verdict: 'non-acceptance' }, 'record-non-acceptance': { nonAcceptance: 'deemed-accepted' }, ...accepted
  })
  await models.complete('pre-review', { verdict: 'non-acceptance', reasons: '不属本机关职权' })
  await models.complete('confirm-non-acceptance', { confirmation: 'confirmed', reasons: '属实' })
  t.same(await models.endsOf(late.processInstanceKey), ['ended-without-decision'])
  t.equal(jobTypes().at(-1), 'accept-permit')
})

t.test('what turns out to need no permit ends at once', async (t) => {
  const { processInstanceKey } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': { verdict: 'ended', outcome: 'not-required' }
  })

  await models.complete('pre-review', { verdict: 'not-required', reasons: '无须许可' })

  t.same(await models.endsOf(processInstanceKey), ['ended-without-decision'])
})

t.test('on the spot: turned back, deficient, supplement expired', async (t) => {
  const { processInstanceKey, subCaseNo } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'on-the-spot' },
    'record-on-the-spot-decision': [notAllowed, { spotOutcome: 'deficient' }],
    'check-supplement': { supplementOutcome: 'expired', outcome: 'terminated' }
  })

  await models.complete('decide-on-the-spot', {})
  await models.complete('decide-on-the-spot', { decision: 'deficient' })
  await models.publish('permit-supplemented', subCaseNo)

  t.same(await models.endsOf(processInstanceKey), ['ended-without-decision'])
})

t.test('a permit that needs other results asks, waits, is woken and goes on to its review', async (t) => {
  const { processInstanceKey, subCaseNo } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': { verdict: 'complete' },
    'accept-permit': { acceptance: 'accepted', needsVisit: false, awaitsResults: true },
    'check-awaited-results': [{ awaitedResults: 'waiting' }, { awaitedResults: 'ready' }],
    'record-review': { reviewOutcome: 'reviewed' },
    'record-decision': { decisionOutcome: 'decided', outcome: 'preparing' }
  })

  await models.complete('pre-review', { verdict: 'complete' })
  await models.elementWaits('await-results', processInstanceKey)
  t.notOk(models.jobs.some(({ elementId }) => elementId === 'review'), 'no review before the results are in')
  await models.publish('awaited-result-in', subCaseNo)
  await models.complete('review', { opinion: 'grant' })
  await models.complete('decide', { decision: 'granted' })

  t.same(await models.endsOf(processInstanceKey), ['preparation-approved'], 'the first of two stages has no certificate')
  t.notOk(jobTypes().includes('issue-certificate'))
})

t.test('a special procedure that the review calls for is waited for, then it is reviewed again', async (t) => {
  const { processInstanceKey, subCaseNo } = await handle({
    'route-permit': registered,
    'settle-route': { route: 'pre-review' },
    'record-verdict': { verdict: 'complete' },
    'accept-permit': { acceptance: 'accepted', needsVisit: false, awaitsResults: false },
    'record-review': [{ reviewOutcome: 'procedure' }, { reviewOutcome: 'reviewed' }],
    'check-awaited-results': [{ awaitedResults: 'waiting' }, { awaitedResults: 'ready' }],
    'record-decision': { decisionOutcome: 'decided', outcome: 'preparing' }
  })

  await models.complete('pre-review', { verdict: 'complete' })
  await models.complete('review', { opinion: 'hearing', reasons: '涉及重大公共利益' })
  await models.elementWaits('await-results', processInstanceKey)
  await models.publish('awaited-result-in', subCaseNo)
  await models.complete('review', { opinion: 'grant' })
  await models.complete('decide', { decision: 'granted' })

  t.same(await models.endsOf(processInstanceKey), ['preparation-approved'])
})

/** Where a permit may have been ended (withdrawn, expired) while the step ran. */
const endings: Record<string, Answers> = {
  'at receipt': { 'route-permit': registered, 'settle-route': { route: 'ended' } },
  'at acceptance': { 'record-on-the-spot-decision': { spotOutcome: 'ordinary' }, 'accept-permit': { acceptance: 'ended' } },
  'during the visit': { 'record-on-the-spot-decision': { spotOutcome: 'ordinary' }, 'accept-permit': { acceptance: 'accepted', needsVisit: true }, 'take-visit-conclusion': { visitConclusion: 'ended' } },
  'while it waits for others': { 'record-on-the-spot-decision': { spotOutcome: 'ordinary' }, 'accept-permit': { acceptance: 'accepted', needsVisit: false, awaitsResults: true }, 'check-awaited-results': { awaitedResults: 'ended' } },
  'at review': { 'record-on-the-spot-decision': { spotOutcome: 'ordinary' }, 'accept-permit': { acceptance: 'accepted', needsVisit: false }, 'record-review': { reviewOutcome: 'ended' } },
  'at decision': { 'record-on-the-spot-decision': { spotOutcome: 'ordinary' }, 'accept-permit': { acceptance: 'accepted', needsVisit: false }, 'record-review': { reviewOutcome: 'reviewed' }, 'record-decision': { decisionOutcome: 'ended' } }
}
for (const [where, answers] of Object.entries(endings)) {
  t.test(`a permit that ended ${where} goes no further`, async (t) => {
    const { processInstanceKey, subCaseNo } = await handle({ 'route-permit': registered, 'settle-route': { route: 'on-the-spot' }, ...answers })

    if ('record-on-the-spot-decision' in answers) await models.complete('decide-on-the-spot', { decision: 'ordinary' })
    if ('take-visit-conclusion' in answers) await models.publish('visit-concluded', subCaseNo)
    if ('record-review' in answers) await models.complete('review', { opinion: 'grant' })
    if ('record-decision' in answers) await models.complete('decide', { decision: 'granted' })

    t.same(await models.endsOf(processInstanceKey), ['ended-without-decision'])
    t.notOk(jobTypes().includes('deliver-permit'))
  })
}

t.test('these paths took every flow and reached every element, without one incident', async (t) => {
  t.same(await models.missed(['permit-handling']), [])
  t.same(models.incidents(), [])
})

async function handle (answers: Answers): Promise<{ processInstanceKey: string, subCaseNo: string }> {
  models.answer(answers)
  const caseNo = `C-${++caseCount}`
  const subCaseNo = `${caseNo}-01`
  const { processInstanceKey } = await models.engine.createInstance('permit-handling', { caseNo, subCaseNo, permit: 'food-operation' })
  return { processInstanceKey, subCaseNo }
}

function jobTypes (): string[] {
  return models.jobs.map(({ type }) => type)
}
