import t from 'tap'
import { coverageOf } from '../../src/catalogue/model-coverage.js'
import { drawnProcesses } from '../../src/catalogue/drawn-processes.js'
import type { SeenInstance } from '../../src/simulation/observer.js'
import { htmlReport } from '../../src/simulation/report-html.js'
import { jsonReport } from '../../src/simulation/report-json.js'
import { textReport } from '../../src/simulation/report-text.js'
import { hasPassed, type CasePath, type SimulationResult } from '../../src/simulation/result.js'
import { collectResources } from '../../src/catalogue/collect-resources.js'
import { catalogueDir } from '../support/catalogue.js'

const processes = await drawnProcesses(await collectResources(catalogueDir, 'convenience-store'))
const processOf = (id: string) => processes.find(({ processId }) => processId === id)!
const licence = processOf('composite-licence')

function instanceOf (processId: string, elements: Iterable<string>): SeenInstance {
  return { processId, parentKey: null, elements: new Set(elements), open: new Map() }
}

const whole = [instanceOf('composite-licence', [...licence.nodes.keys(), ...licence.flows.keys()])]
const path: CasePath = {
  caseNo: '410202202610120001',
  industry: 'convenience-store',
  number: 1,
  scenario: '烟草专卖零售许可：<不予许可>',
  answers: { sells_tobacco: true },
  permits: [{
    caseNo: '410202202610120001',
    permit: 'tobacco-retail',
    outcome: 'refused',
    receivedAt: new Date('2026-10-12T09:00:00+08:00'),
    acceptedAt: new Date('2026-10-12T09:00:00+08:00'),
    promisedDueOn: null,
    statutoryDueOn: null,
    isVisited: false,
    decidedAt: new Date('2026-10-20T09:00:00+08:00'),
    endedAt: new Date('2026-10-20T09:00:00+08:00')
  }],
  submittedAt: new Date('2026-10-12T09:00:00+08:00'),
  endedAt: new Date('2026-10-20T09:00:00+08:00'),
  workdays: 6,
  standsAt: []
}

function resultWith (changes: Partial<SimulationResult> & { seen?: SeenInstance[], paths?: CasePath[] } = {}): SimulationResult {
  const { seen = whole, paths = [path], ...rest } = changes
  const flow = coverageOf(licence, seen)
  return {
    industries: [{ industry: 'convenience-store', name: '便利店', flow, shared: [], paths, uncoveredPairs: 2, impossible: ['withdrawn-at-hearing'] }],
    shared: [],
    incidents: [],
    isWhole: false,
    planDifferences: null,
    seconds: 75,
    ...rest
  }
}

t.test('a flow is passed when every node was; a sequence flow that nobody took is told, but fails nothing', async (t) => {
  const [firstFlow, ...otherFlows] = licence.flows.keys()
  const coverage = coverageOf(licence, [instanceOf('composite-licence', [...licence.nodes.keys(), ...otherFlows]), instanceOf('receipt', [firstFlow!])])

  t.same(coverage.missedNodes, [])
  t.same(coverage.missedFlows.map(({ id }) => id), [firstFlow], 'what another process passed counts for nothing')
})

t.test('the nodes and flows of a model are all counted, but flows of which the engine tells nothing', async (t) => {
  const notice = processOf('one-notice')

  t.equal(notice.nodes.size, 12)
  t.equal(notice.nodes.get('supplement-due'), '补正期限届满')
  t.notOk(notice.flows.has('flow_await-applicant_supplement-due'), 'which event came first is told by the event alone')
  t.equal(processOf('convenience-store').nodes.get('one-notice-round'), '一次告知', 'event subprocesses too')
})

t.test('it fails on a missed node, an incident, a dead end, and in a whole run on a missed node of a shared model', async (t) => {
  const half = [instanceOf('composite-licence', [...licence.nodes.keys()].slice(1))]
  const incident = { industry: null, caseNo: null, processId: 'receipt', elementId: 'receive-application', errorType: 'JOB_NO_RETRIES', message: '' }

  t.ok(hasPassed(resultWith()))
  t.notOk(hasPassed(resultWith({ seen: half })))
  t.notOk(hasPassed(resultWith({ incidents: [incident] })))
  t.notOk(hasPassed(resultWith({ paths: [{ ...path, endedAt: null }] })))
  t.ok(hasPassed(resultWith({ shared: [coverageOf(licence, half)] })))
  t.notOk(hasPassed(resultWith({ shared: [coverageOf(licence, half)], isWhole: true })))
})

t.test('the terminal is told in Chinese what was passed, the slowest path, every path and what is wrong', async (t) => {
  const lines = textReport(resultWith({ seen: [instanceOf('composite-licence', ['licence-wanted'])], paths: [path, { ...path, number: 2, endedAt: null, workdays: null, standsAt: ['permit-handling/review'] }] }))

  t.match(lines[0], /便利店（convenience-store）：2 个办件，2 对回答互相排斥，不会发生：安排听证时撤回$/)
  t.match(lines.join('\n'), /没有走到：暂不制发（licence-withheld，shared\/composite-licence\.bpmn）/)
  t.match(lines.join('\n'), /最慢的路径：6 个工作日，第 1 个办件/)
  t.match(lines.join('\n'), /路径 01：6 个工作日；.*tobacco-retail 不予许可/)
  t.match(lines.join('\n'), /死路 1 个办件[\s\S]*停在 permit-handling\/review/)
  t.equal(lines.at(-1), '不通过，用时 1 分 15 秒')
})

t.test('the HTML report stands alone, colours the diagram, and what was entered is no markup', async (t) => {
  const html = await htmlReport(resultWith({ seen: [instanceOf('composite-licence', ['licence-wanted'])] }))

  t.match(html, /<svg[\s\S]*data-element-id="licence-withheld" fill="#fee2e2"/)
  t.match(html, /data-element-id="licence-wanted" fill="#dcfce7"/)
  t.match(html, '烟草专卖零售许可：&lt;不予许可&gt;')
  t.notMatch(html, /<(script|link|img)/)
  t.notMatch(html, /(src|href)="http/)
})

t.test('other programs get the same, without the models', async (t) => {
  const json = JSON.parse(jsonReport(resultWith()))

  t.match(json, { passed: true, industries: [{ industry: 'convenience-store', flow: { process: 'composite-licence', nodes: 6, missedNodes: [] }, paths: [{ workdays: 6, permits: [{ outcome: 'refused' }] }] }] })
  t.notMatch(JSON.stringify(json), 'bpmn:definitions')
})
