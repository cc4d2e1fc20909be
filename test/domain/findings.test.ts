import t from 'tap'
import { checkFindings, concludePermits, reasonNotPossible, type Finding, type FindingResult, type ItemToJudge } from '../../src/domain/findings.js'

const items: ItemToJudge[] = [
  { subCaseNo: 'C-01', permitName: '食品经营许可', checkItem: { id: 'food-1', text: '防蝇设施' } },
  { subCaseNo: 'C-02', permitName: '烟草专卖零售许可', checkItem: { id: 'tobacco-1', text: '场所独立' } }
]

function entry (subCaseNo: string, checkItem: string, result: string, words: { facts?: string, requirement?: string } = {}) {
  return { subCaseNo, checkItem, result, ...words }
}

function finding (subCaseNo: string, checkItem: string, result: FindingResult, facts = ''): Finding {
  return { subCaseNo, permitName: '许可', checkItem, checkText: checkItem, result, facts, requirement: '' }
}

t.test('every item of every permit judged once is accepted, named as the catalogue names it', async (t) => {
  const input = [
    { ...entry('C-01', 'food-1', 'passed'), checkText: '改过的文字', permitName: '改过的名称' },
    entry('C-02', 'tobacco-1', 'rectify', { facts: ' 与住所相通 ', requirement: '封闭通道' })
  ]

  const { problems, findings } = checkFindings(input, items, 'inspection')

  t.same(problems, [])
  t.same(findings, [
    { subCaseNo: 'C-01', permitName: '食品经营许可', checkItem: 'food-1', checkText: '防蝇设施', result: 'passed', facts: '', requirement: '' },
    { subCaseNo: 'C-02', permitName: '烟草专卖零售许可', checkItem: 'tobacco-1', checkText: '场所独立', result: 'rectify', facts: '与住所相通', requirement: '封闭通道' }
  ])
})

const passedBoth = [entry('C-01', 'food-1', 'passed'), entry('C-02', 'tobacco-1', 'passed')]
const words = { facts: '缺失', requirement: '补装' }
const refused: { title: string, input: unknown, stage: 'inspection' | 'recheck', problem: RegExp }[] = [
  { title: 'an item without a result', input: passedBoth.slice(0, 1), stage: 'inspection', problem: /烟草专卖零售许可“场所独立”没有核查结果/ },
  { title: 'an item judged twice', input: [...passedBoth, passedBoth[0]], stage: 'inspection', problem: /“防蝇设施”有2个核查结果/ },
  { title: 'an item of another permit', input: [...passedBoth, entry('C-09', 'food-1', 'passed')], stage: 'inspection', problem: /“food-1”不属于本次核查/ },
  { title: 'something that is no finding', input: [...passedBoth, null], stage: 'inspection', problem: /不属于本次核查/ },
  { title: 'an unknown result', input: [passedBoth[0], entry('C-02', 'tobacco-1', 'good')], stage: 'inspection', problem: /请选择核查结果/ },
  { title: 'a rectification without facts', input: [passedBoth[0], entry('C-02', 'tobacco-1', 'rectify', { requirement: '补装' })], stage: 'inspection', problem: /须写明事实/ },
  { title: 'a rectification without a requirement', input: [passedBoth[0], entry('C-02', 'tobacco-1', 'rectify', { facts: '缺失' })], stage: 'inspection', problem: /须写明依据和要求/ },
  { title: 'a failure with blank facts', input: [passedBoth[0], entry('C-02', 'tobacco-1', 'failed', { facts: '  ', requirement: '补装' })], stage: 'inspection', problem: /须写明事实/ },
  { title: 'a second rectification after the re-check', input: [passedBoth[0], entry('C-02', 'tobacco-1', 'rectify', words)], stage: 'recheck', problem: /请选择合格或不合格/ },
  { title: 'no list at all', input: 'passed', stage: 'inspection', problem: /没有核查结果/ }
]
for (const { title, input, stage, problem } of refused) {
  t.test(`${title} is refused`, async (t) => {
    const { problems, findings } = checkFindings(input, items, stage)

    t.match(problems.join('\n'), problem)
    t.equal(findings, undefined)
  })
}

t.test('a visit that could not take place needs a reason, from the opinion or any facts', async (t) => {
  t.equal(reasonNotPossible({ findings: [], applicantOpinion: ' 店主外出 ' }), '店主外出')
  t.equal(reasonNotPossible({ findings: [{ facts: '' }, { facts: '停电' }] }), '停电')
  t.equal(reasonNotPossible({ findings: [{ facts: '  ' }], applicantOpinion: '' }), undefined)
  t.equal(reasonNotPossible({ findings: 'x' }), undefined)
})

t.test('each permit is concluded by its own findings only', async (t) => {
  const findings = [
    finding('C-01', 'a', 'passed'), finding('C-01', 'b', 'mended-on-the-spot'), finding('C-01', 'c', 'not-applicable'),
    finding('C-02', 'a', 'rectify', '缺失'), finding('C-02', 'b', 'failed', '禁设区域'),
    finding('C-03', 'a', 'rectify', '未标识')
  ]

  t.same(concludePermits(['C-01', 'C-02', 'C-03'], findings), [
    { subCaseNo: 'C-01', conclusion: 'passed', note: '' },
    { subCaseNo: 'C-02', conclusion: 'failed', note: 'b：禁设区域' },
    { subCaseNo: 'C-03', conclusion: 'rectify', note: 'a：未标识' }
  ])
})

t.test('after the re-check nothing is left open: mended passes, the rest has failed', async (t) => {
  const findings = [finding('C-01', 'a', 'rectify'), finding('C-02', 'a', 'rectify'), finding('C-03', 'a', 'rectify', '未标识')]
  const recheck = [finding('C-01', 'a', 'passed'), finding('C-02', 'a', 'failed', '仍未封闭')]

  t.same(concludePermits(['C-01', 'C-02', 'C-03'], findings, recheck), [
    { subCaseNo: 'C-01', conclusion: 'passed', note: '' },
    { subCaseNo: 'C-02', conclusion: 'failed', note: 'a：仍未封闭' },
    { subCaseNo: 'C-03', conclusion: 'failed', note: 'a：未标识' }
  ])
})
