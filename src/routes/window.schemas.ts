import { Type } from '@sinclair/typebox'
import { mostPoints, signatureBox } from '../domain/signature.js'
import { closed, instant, nullable, oneOf, words } from '../http/answers.js'

const idNumber = Type.String({ title: '身份证件号码', maxLength: 18 })
const business = closed({ usci: Type.String({ title: '统一社会信用代码', maxLength: 18 }), name: Type.String({ title: '名称', maxLength: 200 }) })
/** The clerk confirms what they have looked at; without it nothing is taken. */
const seen = (title: string) => Type.Literal(true, { title })

/** Masked: enough to recognise who stands at the window. */
export const applicant = closed({
  reference: Type.String({ format: 'uuid', description: '档案的标识' }),
  name: Type.String({ description: '已遮盖' }),
  idNumber: Type.String({ description: '已遮盖' }),
  phone: nullable(Type.String({ description: '已遮盖' })),
  canSignIn: Type.Boolean({ description: '有网上账号；没有的不能电子送达' }),
  businesses: Type.Array(closed({ usci: Type.String(), name: Type.String() }))
})
export const applicantSearch = closed({ by: oneOf(['idNumber', 'usci', 'phone'], { title: '按什么查找' }), value: words('号码', 20) })
export const applicantList = closed({ applicants: Type.Array(applicant) })
export const newApplicant = closed({
  name: Type.String({ title: '姓名', maxLength: 100 }),
  idNumber,
  phone: Type.String({ title: '手机号码', maxLength: 20 }),
  businesses: Type.Array(business, { title: '经营主体', maxItems: 50 }),
  identitySeen: seen('已核对身份证件')
})
export const shownCode = closed({ code: Type.String({ title: '窗口码', pattern: '^[0-9]{8}$' }), idNumber, identitySeen: seen('已核对身份证件') })
export const windowCode = closed({ code: Type.String({ description: '8 位数字，只用一次' }), expiresAt: instant })

export const forgottenPassword = closed({ login: words('账号', 100), idNumber, identitySeen: seen('已核对身份证件') })
export const resetCode = closed({ code: Type.String({ description: '12 位字母和数字，只用一次' }), expiresAt: instant })

export const inPerson = closed({
  industry: Type.String({ title: '行业', minLength: 1, maxLength: 100 }),
  region: Type.String({ title: '窗口的区划', pattern: '^[0-9]{6}$' }),
  applicant: Type.String({ title: '申请人档案', format: 'uuid' }),
  usci: nullable(Type.String({ title: '为哪一家经营主体', maxLength: 18 })),
  agent: nullable(closed({ name: Type.String({ title: '代办人姓名', maxLength: 100 }), idNumber, authorisationSeen: seen('已核对授权委托书') })),
  identitySeen: seen('已核对身份证件')
})
export const begun = closed({ id: Type.String({ format: 'uuid' }) })
export const windowDrafts = closed({
  drafts: Type.Array(closed({
    id: Type.String({ format: 'uuid' }), industryName: Type.String(), applicant: Type.String(), agent: nullable(Type.String()), takenInBy: Type.String(), updatedAt: instant
  }))
})
export const handOverQuery = closed({ q: Type.Optional(Type.String({ title: '查找', description: '统一收件码、办件编号的开头，或者申请人名称的一部分', minLength: 1, maxLength: 100 })) })
export const handOvers = closed({
  cases: Type.Array(closed({
    caseNo: Type.String(),
    receiptCode: Type.String(),
    applicant: Type.String(),
    permits: Type.Array(closed({
      task: Type.String(), name: Type.String(), subCaseNo: Type.String(), readySince: instant, papers: Type.Array(closed({ documentNo: Type.String(), title: Type.String() }))
    }))
  }))
})
const stroke = Type.Array(Type.Integer({ minimum: 0, maximum: signatureBox.width }), { minItems: 2, maxItems: 2000 })
export const handOver = closed({
  tasks: Type.Array(Type.String({ title: '任务', maxLength: 30 }), { title: '交出的事项', minItems: 1, maxItems: 50, uniqueItems: true }),
  recipient: closed({ name: Type.String({ title: '领取人姓名', maxLength: 100 }), idNumber, isAgent: Type.Boolean({ title: '代领，已核对授权委托书' }), identitySeen: seen('已核对身份证件') }),
  signature: nullable(Type.Array(stroke, { title: '签名', description: `屏幕上逐笔的坐标，在 ${signatureBox.width} × ${signatureBox.height} 之内，一共最多 ${mostPoints} 个点；null 为签在纸上`, minItems: 1, maxItems: 100 }))
})
export const originalSeen = closed({
  isSeen: Type.Boolean({ title: '已核验原件' }), uploadedAt: Type.String({ title: '哪一份', format: 'date-time', description: '所核验的文件的上传时间；已换成别的文件的不记' })
})
export const originalMark = closed({ originalSeenAt: nullable(instant) })
