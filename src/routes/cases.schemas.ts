import { Type } from '@sinclair/typebox'
import { caseFlagNames, type CaseFlag } from '../domain/case-flags.js'
import { caseStates, materialStates, outcomes, subCaseStates } from '../domain/lifecycle.js'
import { civilDate, closed, instant, nullable, oneOf } from '../http/answers.js'
import { lightNames, type Light } from '../domain/watch/light.js'

export const caseNoParams = closed({ caseNo: Type.String({ maxLength: 30 }) })
export const permitParams = closed({ ...caseNoParams.properties, permit: Type.String({ maxLength: 100 }) })

export const caseMaterialParams = closed({ ...caseNoParams.properties, materialId: Type.String({ maxLength: 100 }) })
/** What was handed in, as a new version of its material. */
export const suppliedMaterial = closed({ id: Type.String(), version: Type.Integer(), fileName: Type.String() })

export const caseListQuery = closed({
  limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
  state: Type.Optional(oneOf(caseStates, { title: '状态' }))
})

export const caseList = closed({
  items: Type.Array(closed({
    caseNo: Type.String(),
    industry: Type.String(),
    industryName: Type.String(),
    state: oneOf(caseStates),
    stateName: Type.String(),
    holderName: Type.String(),
    premisesAddress: Type.String(),
    permits: Type.Array(closed({ permit: Type.String(), name: Type.String() })),
    submittedAt: instant
  })),
  next: nullable(Type.String({ description: '下一页的 cursor；没有下一页为 null' }))
})

const awaited = closed({
  who: oneOf(['applicant', 'department', 'platform']), name: Type.String(), what: Type.String(), dueAt: nullable(instant)
})

const permit = closed({
  permit: Type.String(),
  name: Type.String(),
  subCaseNo: Type.String(),
  department: Type.String({ description: '实施机关' }),
  departmentId: Type.String({ description: '实施机关的部门标识；与 region 一起构成其工作人员的组名' }),
  region: Type.String({ description: '实施机关的区划' }),
  state: oneOf(subCaseStates),
  stateName: Type.String(),
  outcome: nullable(oneOf(outcomes)),
  isCommitment: Type.Boolean(),
  acceptedAt: nullable(instant),
  dueOn: nullable(Type.String({ format: 'date', description: '承诺办结日期' })),
  statutoryDueOn: nullable(civilDate),
  light: nullable(oneOf(Object.keys(lightNames) as Light[])),
  lightName: nullable(Type.String({ description: '亮灯：正常、临近、紧急、超期；没有期限在算的为空' })),
  decidedAt: nullable(instant),
  certificateNo: nullable(Type.String()),
  validUntil: nullable(civilDate),
  awaited: nullable(awaited)
})

const supplement = closed({
  noticeNo: Type.String(),
  dueAt: nullable(instant),
  items: Type.Array(closed({
    kind: oneOf(['material', 'field']),
    id: Type.String(),
    name: Type.String(),
    permit: Type.String(),
    reason: Type.String(),
    howToMend: Type.String(),
    isAnswered: Type.Boolean()
  }))
})

const visit = closed({
  visitNo: Type.String(),
  state: Type.String(),
  lead: Type.String({ description: '牵头机关' }),
  startsAt: nullable(instant),
  endsAt: nullable(instant),
  rectificationDueAt: nullable(instant),
  reportedAt: nullable(instant)
})

const named = { permit: Type.String(), name: Type.String() }

export const caseDetail = closed({
  caseNo: Type.String(),
  receiptCode: Type.String(),
  industry: Type.String(),
  industryName: Type.String(),
  state: oneOf(caseStates),
  stateName: Type.String(),
  flags: Type.Array(closed({ id: oneOf(Object.keys(caseFlagNames) as CaseFlag[]), name: Type.String() })),
  channel: oneOf(['online', 'window']),
  agent: nullable(Type.String({ description: '到窗口代办的人，授权委托书已核对' })),
  region: Type.String(),
  holderName: Type.String(),
  holderUsci: Type.String(),
  premisesAddress: Type.String(),
  form: nullable(Type.Record(Type.String(), Type.Unknown(), { description: '申请表，只给申请人和代办的窗口' })),
  submittedAt: instant,
  receivedAt: nullable(instant),
  closedAt: nullable(instant),
  permits: Type.Array(permit),
  ceiling: nullable(closed({
    dueOn: Type.String({ format: 'date', description: '集中办理的总期限，本市启用时才有；不延长任何单项期限' }),
    isExtended: Type.Boolean(),
    light: oneOf(Object.keys(lightNames) as Light[]),
    lightName: Type.String()
  })),
  materials: Type.Array(closed({
    id: Type.String(), name: Type.String(), state: oneOf(materialStates), stateName: Type.String(), version: Type.Integer(), originalSeenAt: nullable(Type.String({ format: 'date-time', description: '窗口核验原件的时间' }))
  })),
  toleratedMaterials: Type.Array(closed({
    id: Type.String(),
    name: Type.String(),
    permit: Type.String(),
    dueOn: nullable(Type.String({ format: 'date', description: '容缺材料的补齐期限；受理时确定' })),
    isExtended: Type.Boolean(),
    isHandedIn: Type.Boolean()
  })),
  corrections: Type.Array(closed({
    permit: Type.String(), name: Type.String(), dueOn: nullable(Type.String({ format: 'date', description: '责令改正的最后一日' })), reportedAt: nullable(instant)
  })),
  statements: Type.Array(closed({
    ...named, intended: oneOf(['refuse', 'revoke'], { description: 'refuse 拟不予许可，revoke 拟撤销' }), reasons: Type.String(), documentNo: Type.String(), dueOn: civilDate
  }), { description: '现在可以陈述申辩的' }),
  hearingRights: Type.Array(closed({ ...named, documentNo: Type.String(), dueOn: civilDate }), { description: '申请人现在可以要求听证的' }),
  finalReviews: Type.Array(closed({
    ...named, materials: Type.Array(closed({ id: Type.String(), name: Type.String(), isHandedIn: Type.Boolean() }))
  }), { description: '已同意筹建、可以申请终审的' }),
  supplement: nullable(supplement),
  visit: nullable(visit),
  licenceNo: nullable(Type.String())
})

export const caseFlow = closed({
  picture: Type.String({ description: '流程图的地址（本接口之下）；元素按 data-element-id 着色' }),
  steps: Type.Array(closed({ elementId: Type.String(), name: Type.String(), state: oneOf(['active', 'done', 'ended'], { description: '正在办、已办、已中止' }) }))
})

export const timeline = closed({
  entries: Type.Array(closed({
    at: instant,
    kind: oneOf(['step', 'document', 'decision', 'submission']),
    what: Type.String(),
    who: nullable(Type.String()),
    subCaseNo: nullable(Type.String()),
    documentNo: nullable(Type.String())
  }))
})

export const documentList = closed({
  documents: Type.Array(closed({
    documentNo: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    organ: Type.String(),
    subCaseNo: nullable(Type.String()),
    issuedAt: instant,
    sm3: nullable(Type.String({ description: 'PDF 的 SM3 摘要；尚未生成为 null' })),
    servedHow: nullable(oneOf(['electronic', 'window', 'mail'])),
    servedAt: nullable(instant),
    href: Type.String()
  }))
})

const statedField = { id: Type.String(), label: Type.String(), permits: Type.Array(Type.String(), { description: '用到它的事项' }) }

export const statedForm = closed({
  sections: Type.Array(closed({ title: Type.String(), fields: Type.Array(closed({ ...statedField, value: Type.String() })) })),
  changes: Type.Array(closed({
    version: Type.Integer(),
    at: instant,
    fields: Type.Array(closed({ ...statedField, before: Type.String(), after: Type.String(), isHidden: Type.Boolean({ description: '证件号码、电话等，只说已更正' }) }))
  }), { description: '历次补正的改动，早的在前' })
})
