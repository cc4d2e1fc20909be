import t from 'tap'
import { industryChanges } from '../../src/catalogue/diff/industry-changes.js'
import { readDrafts, type ReleaseDraft } from '../../src/catalogue/drafts.js'
import type { Permit, PublishedIndustry } from '../../src/catalogue/types.js'
import { catalogueDir } from '../support/catalogue.js'

const [store] = await readDrafts(catalogueDir, ['convenience-store']) as [ReleaseDraft]

/** The sentences about the publication permit after `change`. */
async function sentences (change: (permit: Permit, content: PublishedIndustry) => void): Promise<string[]> {
  const content = structuredClone(store.content)
  change(content.permits.find(({ id }) => id === 'publication-retail')!, content)
  return (await industryChanges(store, { ...store, content })).flatMap(({ title, changes }) => changes.map((each) => `${title}：${each}`))
}

async function modelSentences (file: string, change: (xml: string) => string): Promise<string[]> {
  const resources = store.resources.map((resource) => resource.name === file ? { ...resource, content: change(resource.content) } : resource)
  return (await industryChanges(store, { ...store, resources })).flatMap(({ title, changes }) => changes.map((each) => `${title}：${each}`))
}

t.test('nothing that differs, nothing that is said', async (t) => {
  t.same(await industryChanges(store, structuredClone(store)), [])
})

const permitChanges: [what: string, change: (permit: Permit, content: PublishedIndustry) => void, sentence: RegExp][] = [
  ['a limit shortened', (permit) => { permit.time_limit.promised.n = 3 }, /^事项“出版物零售经营许可”：承诺时限由5个工作日〔待核〕缩短为3个工作日〔待核〕$/],
  ['a limit prolonged', (permit) => { permit.time_limit.promised.n = 8 }, /承诺时限由5个工作日〔待核〕延长为8个工作日/],
  ['a limit confirmed', (permit) => { delete permit.time_limit.promised.unverified }, /承诺时限由5个工作日〔待核〕改为5个工作日$/],
  ['a material added', (permit) => { permit.materials.push({ ...permit.materials[0]!, id: 'new', name: '消防合格证明' }) }, /增加材料“消防合格证明”$/],
  ['a material dropped', (permit) => { permit.materials.shift() }, /删去材料“/],
  ['a material no longer required', (permit) => { permit.materials[0]!.required = false }, /材料“.*”的必需由“是”改为“否”$/],
  ['a condition', (permit) => { permit.conditions.push('有固定的经营场所') }, /许可条件增加“有固定的经营场所”$/],
  ['a check item', (permit) => { permit.inspection.check_items[0]!.text = '看店招' }, /检查项“.*”的内容由“.*”改为“看店招”$/],
  ['a field', (permit) => { permit.fields.individual[0]!.label = '新名称' }, /填报项“.*”的名称由“.*”改为“新名称”$/],
  ['when it applies', (permit) => { permit.applies_when = { q: 'sells_tobacco', op: 'eq', value: true } }, /适用情形由“.*出版物.*”改为“.*烟.*为是”$/],
  ['its department', (permit) => { permit.department = { id: 'culture', name: '市文化广电和旅游局' } }, /主管部门由“.*”改为“市文化广电和旅游局”$/],
  ['what nobody gave a name', (permit) => { Object.assign(permit, { brand_new: '有' }) }, /增加“brand_new”：有$/],
  ['a question', (_, content) => { content.questions[0]!.text = '卖吃的吗？' }, /^问答、综合许可证和共用内容：问题“.*”的内容由“.*”改为“卖吃的吗？”$/],
  ['a period', (_, content) => { content.defaults['supplement-period']!.n = 10 }, /期间的“补正期限”由15个工作日〔待核〕缩短为10个工作日/],
  ['a permit dropped', (permit, content) => { content.permits = content.permits.filter((one) => one !== permit) }, /^事项“出版物零售经营许可”：取消这一事项$/]
]
for (const [what, change, sentence] of permitChanges) {
  t.test(`${what} is said in one sentence`, async (t) => {
    const said = await sentences(change)

    t.equal(said.length, 1, said.join('\n'))
    t.match(said[0], sentence)
  })
}

t.test('a decision table is told rule by rule, in its own words', async (t) => {
  const content = structuredClone(store.content)
  const { rules } = content.decisions['deadline-defaults']
  rules[0]!.results[0] = 10
  rules[1]!.cells[0] = ''
  rules[2]!.line = 1
  rules.push({ ...rules[3]!, id: 'another', note: '' })

  const said = await industryChanges(store, { ...store, content })

  t.same(said.map(({ title, changes }) => [title, changes]), [['决策表“期间设定”', [
    '增加第 8 条规则：期间为decision-reserve → 工作日 1、名称 整改后决定预留、本市已核定 否',
    `第 1 条规则（${rules[0]!.note}）：结果“工作日”由“15”改为“10”`,
    `第 2 条规则（${rules[1]!.note}）：条件“期间”由“rectification-max”改为“任意”`
  ]]])
})

const receipt = 'shared/receipt.bpmn'
const flow = (from: string, to: string): RegExp => new RegExp(`id="flow_${from}_${to}" sourceRef="${from}" targetRef="${to}"`)

t.test('a step renamed and its settings', async (t) => {
  t.same(await modelSentences(receipt, (xml) => xml.replace('name="核对材料"', 'name="核对是否齐全"')), ['流程图“收件”：自动步骤“核对材料”改名为“核对是否齐全”'])
  t.same(await modelSentences(receipt, (xml) => xml.replace('type="check-completeness" retries="3"', 'type="check-completeness" retries="5"')),
    ['流程图“收件”：自动步骤“核对材料”的重试次数由 3 改为 5'])
})

t.test('a step that changes places with another', async (t) => {
  const said = await modelSentences(receipt, (xml) => xml
    .replace(flow('receive-application', 'fetch-shared-materials'), 'id="flow_receive-application_fetch-shared-materials" sourceRef="receive-application" targetRef="check-completeness"')
    .replace(flow('fetch-shared-materials', 'check-completeness'), 'id="flow_fetch-shared-materials_check-completeness" sourceRef="check-completeness" targetRef="fetch-shared-materials"')
    .replace(flow('check-completeness', 'receipt-done'), 'id="flow_check-completeness_receipt-done" sourceRef="fetch-shared-materials" targetRef="receipt-done"'))

  t.ok(said.includes('流程图“收件”：步骤“核对材料”移动：原在“数据共享取件”之后，现在“收件登记”之后'), said.join('\n'))
  t.notOk(said.some((sentence) => sentence.includes('“收件完成”移动')))
})

t.test('a step put in between is new, and moves nobody', async (t) => {
  const said = await modelSentences(receipt, (xml) => xml
    .replace(flow('check-completeness', 'receipt-done'), 'id="flow_check-completeness_receipt-done" sourceRef="check-completeness" targetRef="ask-again"')
    .replace('<bpmn:endEvent', '<bpmn:userTask id="ask-again" name="再问一次"><bpmn:incoming>flow_check-completeness_receipt-done</bpmn:incoming><bpmn:outgoing>flow_new</bpmn:outgoing></bpmn:userTask><bpmn:sequenceFlow id="flow_new" sourceRef="ask-again" targetRef="receipt-done" /><bpmn:endEvent')
    .replace('<bpmn:incoming>flow_check-completeness_receipt-done</bpmn:incoming>\n    </bpmn:endEvent>', '<bpmn:incoming>flow_new</bpmn:incoming></bpmn:endEvent>'))

  t.ok(said.includes('流程图“收件”：新增人工步骤“再问一次”'), said.join('\n'))
  t.notOk(said.some((sentence) => sentence.includes('移动')), said.join('\n'))
})

t.test('only moved on the drawing', async (t) => {
  t.same(await modelSentences(receipt, (xml) => xml.replace(/<dc:Bounds x="(\d+)"/, (_, x) => `<dc:Bounds x="${Number(x) + 10}"`)), ['流程图“收件”：图形位置有调整（不影响办理）'])
})
