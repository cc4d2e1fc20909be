import { Type } from '@sinclair/typebox'
import { anyRecord, closed, instant, nullable, oneOf } from '../http/answers.js'

const permitIds = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50, uniqueItems: true })

export const newApplication = closed({
  industry: Type.String({ title: '行业', minLength: 1, maxLength: 100 }),
  business: Type.Optional(Type.String({ title: '经营主体', maxLength: 18, description: '为哪一家申请：账号所代办的经营主体的统一社会信用代码' }))
})

/** The whole draft: what is left out is emptied. */
export const draft = closed({
  answers: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '问答', maxProperties: 200 }),
  permits: Type.Array(Type.String({ maxLength: 100 }), { title: '事项', maxItems: 50, uniqueItems: true }),
  commitments: Type.Array(Type.String({ maxLength: 100 }), { title: '告知承诺的事项', maxItems: 50, uniqueItems: true }),
  tolerated: Type.Array(Type.String({ maxLength: 100 }), { title: '容缺后补的材料', maxItems: 100, uniqueItems: true, default: [] }),
  form: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '申请表', maxProperties: 500 })
})

export const applicationId = closed({ id: Type.String({ format: 'uuid' }) })
export const applicationMaterialId = closed({ id: Type.String({ format: 'uuid' }), materialId: Type.String({ maxLength: 100 }) })

const uploadedMaterial = closed({ id: Type.String(), fileName: Type.String(), uploadedAt: instant, originalSeenAt: nullable(Type.String({ format: 'date-time', description: '窗口核验原件的时间' })) })

export const application = closed({
  id: Type.String({ format: 'uuid' }),
  industry: Type.String(),
  state: oneOf(['draft', 'submitted']),
  answers: anyRecord,
  permits: permitIds,
  commitments: permitIds,
  tolerated: Type.Array(Type.String()),
  form: anyRecord,
  prefilled: Type.Array(Type.String(), { description: '与账号登记的内容相同的字段' }),
  materials: Type.Array(uploadedMaterial),
  inPerson: nullable(closed({
    applicant: Type.String(), idNumber: nullable(Type.String({ description: '已遮盖' })), canSignIn: Type.Boolean(), agent: nullable(Type.String({ description: '代办人' }))
  }, { description: '在窗口收下的：申请人和来的人' })),
  caseNo: nullable(Type.String()),
  createdAt: instant,
  updatedAt: instant
})

export const draftList = closed({
  drafts: Type.Array(closed({
    id: Type.String({ format: 'uuid' }), industry: Type.String(), industryName: Type.String(), permits: Type.Array(Type.String()), createdAt: instant, updatedAt: instant
  }))
})

export const handedIn = closed({ id: Type.String(), fileName: Type.String(), hash: Type.String(), uploadedAt: instant })

/** Files that the applicant has handed in before, newest first. */
export const earlierFiles = closed({
  items: Type.Array(closed({ materialId: Type.String(), hash: Type.String(), fileName: Type.String(), handedInAt: instant, caseNo: nullable(Type.String({ description: '哪个办件的；空为还没有提交的另一份申请' })) }))
})
export const reused = closed({ hash: Type.String({ title: '文件', pattern: '^[0-9a-f]{64}$', description: '内容的 SHA-256' }) })

export const savingHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ title: 'If-Match', maxLength: 100, description: '所改的那一版的 updatedAt，带引号；不是现在的一版则不保存' }))
})

export const submissionHeaders = Type.Object({
  'idempotency-key': Type.String({ title: 'Idempotency-Key', minLength: 8, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' })
})

export const submitted = closed({
  caseNo: Type.String(), receiptCode: Type.String({ description: '统一收件码' }), documentNo: Type.String({ description: '收件凭证文号' })
})

/** The multipart body of an upload, for the OpenAPI document. */
export const uploadBody = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } }
