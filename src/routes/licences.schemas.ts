import { Type } from '@sinclair/typebox'
import { civilDate, closed, instant, nullable, oneOf } from '../http/answers.js'

export const licenceParams = closed({ licenceNo: Type.String({ maxLength: 50 }) })
export const verifyParams = closed({ code: Type.String({ maxLength: 100 }) })

const entry = {
  permit: Type.String(),
  name: Type.String(),
  kind: oneOf(['许可', '备案']),
  certificateName: Type.String(),
  certificateNo: Type.String(),
  department: Type.String({ description: '发证机关' }),
  scope: Type.String(),
  issuedOn: civilDate,
  validUntil: nullable(civilDate),
  validityText: Type.String(),
  state: Type.String(),
  stateName: Type.String({ description: '现在的状态' })
}

const common = {
  licenceNo: Type.String(),
  certId: Type.String({ description: '电子证照标识' }),
  name: Type.String(),
  industry: Type.String(),
  holderName: Type.String(),
  holderUsci: Type.String(),
  legalRepName: Type.String(),
  premisesAddress: Type.String(),
  entries: Type.Array(closed({ ...entry, source: oneOf(['this-case', 'held', 'deemed-renewed']) })),
  issueDate: civilDate,
  earliestExpiry: nullable(civilDate),
  version: Type.Integer(),
  notes: Type.Array(Type.String())
}

const removed = Type.Array(closed({
  name: Type.String({ description: '证件名称' }),
  certificateNo: Type.String(),
  state: Type.String(),
  stateName: Type.String({ description: '现在的状态' }),
  removedAt: instant
}), { description: '以前载明、现在不再载明的证件' })

export const licence = closed({
  ...common,
  caseNo: Type.String(),
  verifyUrl: Type.String(),
  versions: Type.Array(closed({ version: Type.Integer(), reason: Type.String(), documentNo: Type.String(), issuedAt: instant }))
})

export const licenceList = closed({
  licences: Type.Array(closed({
    licenceNo: common.licenceNo,
    name: common.name,
    holderName: common.holderName,
    premisesAddress: common.premisesAddress,
    issueDate: civilDate,
    entries: Type.Array(closed({ name: entry.name, state: entry.state, stateName: entry.stateName, validUntil: entry.validUntil }))
  }))
})

/** What verification shows the public: names shortened, nothing of the case. */
export const verification = closed({ ...common, removed, isValid: Type.Boolean(), verifiedAt: instant })
