import type { DocumentData, DocumentKind } from '../../src/documents/kinds.js'
import { definitionOf, documentKinds, documentTitle } from '../../src/documents/kinds.js'
import type { Letter } from '../../src/documents/letter.js'
import type { RenderableDocument } from '../../src/documents/render.js'
import { changeSamples, changeVariants } from './samples/change-samples.js'
import { procedureSamples, procedureVariants } from './samples/procedure-samples.js'
import { windowSamples } from './samples/window-samples.js'

const issuedAt = new Date('2026-11-23T09:05:00+08:00')
const remedy = {
  organ: '龙亭区烟草专卖局',
  body: '开封市烟草专卖局',
  withinDays: 60,
  courtNote: '自知道或者应当知道作出行政行为之日起6个月内，向有管辖权的人民法院提起行政诉讼；先申请复议的，不服复议决定自收到决定书之日起15日内起诉；本市行政案件集中、异地管辖的按规定'
}

export const sampleLetter: Letter = {
  documentNo: '汴龙市监受理〔2026〕000001号',
  title: '',
  caseNo: '410202202611230001',
  receiptCode: '410202202611230001V',
  industryName: '便利店',
  applicantName: '开封市龙亭区好邻居便利店',
  usci: '91350100M000100Y43',
  contactPhone: '138****5678',
  premises: '河南省开封市龙亭区中山路128号1层',
  items: [
    { permitName: '食品经营许可', subCaseNo: '410202202611230001-01', organ: '龙亭区市场监督管理局' },
    { permitName: '烟草专卖零售许可', subCaseNo: '410202202611230001-02', organ: '龙亭区烟草专卖局' }
  ],
  organ: '龙亭区市场监督管理局',
  issuedOn: '2026-11-23',
  issuedAt: issuedAt.toISOString(),
  remedies: [remedy],
  queryUrl: 'https://licence.example.gov.cn/progress/410202202611230001V',
  verifyCode: '5f0c1b7e9a2d4c6688e1'
}

const team = [
  { organ: '龙亭区市场监督管理局', name: '赵敏', duty: '领队' },
  { organ: '龙亭区市场监督管理局', name: '钱伟', duty: '组员' },
  { organ: '龙亭区烟草专卖局', name: '孙丽', duty: '组员' },
  { organ: '龙亭区烟草专卖局', name: '李强', duty: '组员' }
]
const results = [
  { permit: '食品经营许可', item: '场所与经营品种、数量相适应，环境整洁，与有毒有害场所及污染源保持规定距离', result: '合格' },
  { permit: '食品经营许可', item: '布局和工艺流程合理，防止待加工与直接入口食品、原料与成品交叉污染', result: '需整改', facts: '熟食区与生鲜区未分隔', requirement: '设置隔断，分开存放工具和容器' },
  { permit: '烟草专卖零售许可', item: '有固定的经营场所，并与住所相独立', result: '合格', facts: '门面与住所分开，实测最近零售点距离86米' }
]
const entries: DocumentData['composite-licence']['entries'] = [
  {
    permit: 'food-operation',
    name: '食品经营许可',
    kind: '许可',
    source: 'this-case',
    certificateName: '食品经营许可证',
    certificateNo: 'JY14102020000011',
    department: '龙亭区市场监督管理局',
    scope: '预包装食品销售、散装食品销售',
    issuedOn: '2026-11-23',
    validUntil: '2031-11-22',
    validityText: '有效期5年',
    state: 'valid'
  },
  {
    permit: 'tobacco-retail',
    name: '烟草专卖零售许可',
    kind: '许可',
    source: 'this-case',
    certificateName: '烟草专卖零售许可证',
    certificateNo: '410202000001',
    department: '龙亭区烟草专卖局',
    issuedOn: '2026-11-25',
    validUntil: '2031-11-24',
    validityText: '最长5年',
    state: 'valid'
  },
  {
    permit: 'medical-device-class2-filing',
    name: '第二类医疗器械经营备案',
    kind: '备案',
    source: 'this-case',
    certificateName: '第二类医疗器械经营备案编号',
    certificateNo: '豫汴药监械经营备案20260001号',
    department: '开封市市场监督管理局',
    issuedOn: '2026-11-23',
    validityText: '长期有效',
    state: 'valid'
  },
  {
    permit: 'publication-retail',
    name: '出版物零售许可',
    kind: '许可',
    source: 'held',
    certificateName: '出版物经营许可证',
    certificateNo: '新出发汴零字第4102020001号',
    department: '龙亭区新闻出版局',
    issuedOn: '2025-03-01',
    validUntil: '2030-02-28',
    validityText: '有效期5年',
    state: 'valid'
  }
]

/** A complete example of every kind. */
export const documentSamples: DocumentData = {
  ...procedureSamples,
  ...changeSamples,
  ...windowSamples,
  receipt: {
    received_at: issuedAt,
    material_received: [
      { name: '行业综合许可申请表（一张表）', copies: 1, form: '系统生成' },
      { name: '营业执照', copies: 1, form: '数据共享' },
      { name: '经营场所使用权证明', copies: 1, form: '电子' }
    ],
    window: '网上申报',
    query_url: 'https://licence.example.gov.cn/progress/410202202611230001V'
  },
  acceptance: { accepted_at: '2026-11-23', statutory_deadline: '2026-12-21', promised_deadline: '2026-12-07', clock_note: '自受理之日起20个工作日；可延长10个工作日' },
  'deemed-acceptance': {
    received_at: '2026-11-16',
    silent_agency: [{ department: '龙亭区烟草专卖局', permit: '烟草专卖零售许可' }],
    materials_at: [
      { permit: '烟草专卖零售许可', material: '营业执照', received_on: '2026-11-16' },
      { permit: '烟草专卖零售许可', material: '经营场所使用权证明', received_on: '2026-11-16' }
    ],
    told_by: '2026-11-23'
  },
  'non-acceptance': { reason_type: 'not-competent', reason: '经营场所位于祥符区，依照《烟草专卖许可证管理办法》，由祥符区烟草专卖局实施许可。', advice_agency: '祥符区烟草专卖局' },
  'not-required': { reason: '普通门头牌匾不属于大型户外广告设施，依照《开封市城市市容和环境卫生管理条例》不需要审批。', advice: '按照城市容貌标准自行设置。' },
  supplement: {
    missing: [
      { permit: '食品经营许可', subject: '食品安全管理制度', problem: '缺少进货查验记录制度', requirement: '补交进货查验记录制度，加盖公章', basis: '食品安全法第三十三条' },
      { permit: '食品经营许可', subject: '从业人员健康证明', problem: '未提交', requirement: '提交全部从业人员的有效健康证明' },
      { permit: '烟草专卖零售许可', subject: '经营场所使用权证明', problem: '租赁合同已于2026年10月31日到期', requirement: '提交有效期内的租赁合同' }
    ],
    supplement_deadline: '2026-12-14'
  },
  termination: {
    items: [{ permit: '烟草专卖零售许可', sub_case_no: '410202202611230001-02', reason: '未提交有效期内的租赁合同' }],
    notice_no: '汴龙政数补正〔2026〕000001号'
  },
  'withdraw-application': { items: [{ permit: '烟草专卖零售许可', sub_case_no: '410202202611230001-02' }], reason: '暂不经营卷烟' },
  'application-form': {
    form_name: '食品经营许可申请表',
    answers: [
      { group: '主体信息', label: '名称', value: '开封市龙亭区好邻居便利店' },
      { group: '主体信息', label: '统一社会信用代码', value: '91350100M000100Y43' },
      { group: '经营场所', label: '经营场所详细地址', value: '河南省开封市龙亭区中山路128号1层' },
      { group: '经营场所', label: '经营面积', value: '86平方米' },
      { group: '食品经营', label: '主体业态', value: '食品销售经营者' },
      { group: '食品经营', label: '经营项目', value: '预包装食品销售、散装食品销售、热食类食品制售、自制饮品制售' }
    ],
    materials: [{ name: '营业执照', state: '数据共享' }, { name: '食品安全管理制度', state: '已提交' }],
    submitted_at: issuedAt
  },
  'commitment-letter': {
    told: ['有企业名称和章程', '有确定的业务范围', '有固定的经营场所', '有与业务相适应的专业人员'],
    legal_basis: '出版管理条例第三十五条；出版物市场管理规定',
    promised_items: ['经营场所使用权证明'],
    post_check: '自决定之日起2个月内核查',
    signed_at: issuedAt
  },
  'inspection-notice': {
    visit_at: '2026年11月26日9时00分至11时00分',
    address: '河南省开封市龙亭区中山路128号1层',
    items: [
      { permit: '食品经营许可', sub_case_no: '410202202611230001-01', organ: '龙亭区市场监督管理局' },
      { permit: '烟草专卖零售许可', sub_case_no: '410202202611230001-02', organ: '龙亭区烟草专卖局' }
    ],
    team,
    contact: '龙亭区市场监督管理局 周洁'
  },
  'inspection-record': {
    started_at: '2026年11月26日9时00分至10时40分',
    check_results: results,
    conclusion: [{ permit: '食品经营许可', conclusion: '限期整改后复审' }, { permit: '烟草专卖零售许可', conclusion: '合格' }],
    opinion_applicant: '无异议，将按要求整改。',
    signatures: team,
    photos: [
      { name: '食品经营许可：熟食区与生鲜区分隔', taken: '2026年11月26日 09:20 周洁', hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
      { name: '王建国的签名', taken: '2026年11月26日 10:38 周洁', hash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752' }
    ]
  },
  rectification: {
    items: [{ permit: '食品经营许可', problem: '熟食区与生鲜区未分隔', requirement: '设置隔断，分开存放工具和容器', basis: '食品安全法第三十三条' }],
    deadline: '2026-12-01'
  },
  'rectification-report': {
    done_at: '2026年11月28日',
    results: [{ permit: '食品经营许可', item: '熟食区与生鲜区分隔', result: '合格', facts: '已设置隔断' }],
    conclusion: [{ permit: '食品经营许可', conclusion: '合格' }],
    evidence: [{ name: '整改报告', text: '已完成隔断，附照片两张。' }]
  },
  'special-procedure': {
    type: '听证',
    reason: '2026年12月4日上午9时在市文化广电和旅游局三楼会议室公开举行，征询相邻单位、居民的意见',
    basis: '行政许可法第四十五条；娱乐场所管理条例第十条',
    required_days: 9,
    begins_on: '2026-11-23',
    ends_on: '2026-12-04',
    promised_deadline_new: '2026-12-18',
    deadline_new: '2027-01-05'
  },
  'preparation-approval': {
    facts: '申请人提交了筹建申请及章程、资金证明、场所证明，选址距最近中小学校园320米。', basis: '《互联网上网服务营业场所管理条例》第十一条', next: '筹建完成后申请终审，并提交计算机及附属设备清单、信息网络安全承诺书、消防安全检查意见。'
  },
  grant: {
    facts: '申请人具备与经营的食品品种、数量相适应的场所、设备和设施，有食品安全管理人员和保证食品安全的规章制度，现场核查合格。',
    basis: '《中华人民共和国食品安全法》第三十三条、第三十五条',
    cert_no: [{ name: '食品经营许可证', number: 'JY14102020000011', validity: '2026年11月23日至2031年11月22日' }]
  },
  refuse: {
    facts: '经营场所与开封市第一小学大门的距离实测为32米。',
    reasons: '中小学、幼儿园周围不予设置烟草制品零售点，申请不符合《烟草专卖许可证管理办法》规定的条件。'
  },
  'filing-receipt': {
    filing_no: '豫汴药监械经营备案20260001号',
    filing_content: [{ label: '经营方式', value: '零售' }, { label: '经营范围', value: '6820普通诊察器械、6864医用卫生材料及敷料' }],
    filed_at: '2026-11-23',
    post_check_note: '备案机关自备案之日起3个月内核查备案情况。'
  },
  'permit-certificate': {
    certificate_name: '食品经营许可证',
    certificate_no: 'JY14102020000011',
    kind: '许可',
    holder_name: '开封市龙亭区好邻居便利店',
    legal_rep_name: '张明',
    premises_address: '河南省开封市龙亭区中山路128号1层',
    scope: '预包装食品销售、散装食品销售、热食类食品制售、自制饮品制售',
    issued_on: '2026-11-23',
    valid_until: '2031-11-22',
    validity_text: '有效期5年',
    verify_url: 'https://licence.example.gov.cn/verify/3f9c2d7b8a'
  },
  'service-receipt': {
    docs: [{ name: '准予行政许可决定书', number: '汴龙市监准许〔2026〕000001号' }, { name: '食品经营许可证', number: 'JY14102020000011' }],
    method: 'electronic',
    addressee: '开封市龙亭区好邻居便利店',
    e_address: '办理系统账号 haolinju',
    delivered_at: issuedAt
  },
  'commitment-check': { check_at: issuedAt, result: 'not-met', facts: '经营场所与承诺的地址不一致。', action: 'correction-order', inspectors: '吴刚、郑红' },
  'correction-order': { facts: '经营场所与承诺的地址不一致。', requirements: ['在承诺的场所经营，或者办理变更'], deadline: '2026-12-08' },
  'composite-licence': {
    certId: '1.2.156.3005.2.000000000000000000001.000000000000000000.4102022026000001X.001.K',
    licenceNo: '4102022026000001X',
    name: '便利店行业综合许可证',
    industry: '便利店',
    holderName: '开封市龙亭区好邻居便利店',
    holderUsci: '91350100M000100Y43',
    legalRepName: '张明',
    premisesAddress: '河南省开封市龙亭区中山路128号1层',
    entries,
    issueDate: '2026-11-25',
    earliestExpiry: '2030-02-28',
    version: 1,
    verifyUrl: 'https://licence.example.gov.cn/verify/3f9c2d7b8a61',
    notes: ['本证为集成展示，不改变各单项许可的实施主体和法律效力。']
  }
}

/** Further samples of a kind: kind → name → data. */
export const documentVariants: Partial<Record<DocumentKind, Record<string, object>>> = {
  ...procedureVariants,
  ...changeVariants,
  'commitment-check': {
    uncorrected: { ...documentSamples['commitment-check'], facts: '复查时经营场所仍与承诺的地址不一致。', action: 'uncorrected' },
    fraud: { ...documentSamples['commitment-check'], facts: '租赁合同系伪造。', action: 'separate-case' }
  },
  'service-receipt': {
    signed: {
      ...documentSamples['service-receipt'],
      method: 'window',
      e_address: null,
      received_by: '王芳',
      recipient_id: '110105********002X',
      is_agent: true,
      signature: [[60, 60, 90, 50, 140, 45, 190, 40], [125, 20, 120, 90, 100, 140, 70, 170], [260, 30, 330, 25, 390, 22], [320, 25, 318, 90, 300, 160], [240, 95, 420, 85]],
      delivered_by: '李窗口'
    },
    'on-paper': { ...documentSamples['service-receipt'], method: 'window', e_address: null, received_by: '王芳', delivered_by: '李窗口' }
  },
  'composite-licence': { empty: { ...documentSamples['composite-licence'], entries: [], earliestExpiry: null, version: 2 } }
}

/** A stored document of a kind, as the database would give it. */
export function sampleDocument (kind: DocumentKind, content: object = documentSamples[kind]): RenderableDocument {
  const stored = JSON.parse(JSON.stringify(content)) as Record<string, unknown>
  const title = documentTitle(kind, stored)
  const { organ, prefix, items } = issuerOf(kind)
  const letter: Letter = { ...sampleLetter, title, documentNo: `${prefix}${documentKinds[kind].numberWord}〔2026〕000001号`, organ, items }
  return { document_no: letter.documentNo, kind, title, issued_at: issuedAt, data: { letter: { ...letter }, content: stored } }
}

/** Kinds whose sample is one department's, about one permit. */
const ofTobacco: DocumentKind[] = ['deemed-acceptance', ...Object.keys({ ...procedureSamples, ...changeSamples }) as DocumentKind[]]

function issuerOf (kind: DocumentKind): { organ: string, prefix: string, items: Letter['items'] } {
  const { items, organ } = sampleLetter
  if (definitionOf(kind).issuer === 'gov-services') return { organ: '龙亭区政务服务和大数据管理局', prefix: '汴龙政数', items }
  if (ofTobacco.includes(kind)) return { organ: remedy.organ, prefix: '汴龙烟', items: items.filter((item) => item.organ === remedy.organ) }
  return { organ, prefix: '汴龙市监', items }
}
