import { facts, heading, paragraph } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, flag, optional, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw, propagationBlocks, remedyBlocks } from '../wording.js'

const certificate = { certificate_name: text('证件名称'), certificate_no: text('证件编号') }

function certificateFact (data: { certificate_name: string, certificate_no: string }): [string, string] {
  return ['证件', `${data.certificate_name}（${data.certificate_no}）`]
}

const withdrawalGrounds = {
  'law-changed': '行政许可所依据的法律、法规、规章修改或者废止',
  'circumstances-changed': '准予行政许可所依据的客观情况发生重大变化'
} as const

/** 撤回行政许可决定书: for the public interest, with compensation for the loss (行政许可法第八条第二款). */
export const withdraw = defineDocument({
  title: '撤回行政许可决定书',
  numberWord: '撤回',
  issuer: 'permit-organ',
  basis: '行政许可法第八条第二款',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: {
    ...certificate,
    ground: choice('撤回的情形', withdrawalGrounds),
    reason: said('理由'),
    compensation: text('补偿'),
    effective: date('生效日'),
    propagate: flag('通报综合许可证颁发部门')
  },
  body: (letter, data) => [
    paragraph(`你（单位）取得的${itemNames(letter)}，因${withdrawalGrounds[data.ground]}，为了公共利益的需要，依照${licensingLaw}第八条第二款的规定，决定予以撤回。`),
    itemTable(letter.items),
    facts([certificateFact(data), ['生效日', inWords(data.effective)]]),
    heading('理由'),
    paragraph(data.reason),
    heading('补偿'),
    paragraph(data.compensation),
    ...propagationBlocks(data.propagate),
    ...remedyBlocks(letter)
  ]
})

const revocationGrounds = {
  unlawful: '属于违法准予的行政许可',
  fraud: '系以欺骗、贿赂等不正当手段取得',
  uncorrected: '的实际情况与承诺不符，经责令限期改正，逾期不改正或者改正后仍不符合条件'
} as const
const filingGrounds = { ...revocationGrounds, uncorrected: '的实际情况与备案的内容不符，经责令限期改正，逾期不改正或者改正后仍不符' } as const
const revocationArticles = { unlawful: '第六十九条第一款', fraud: '第六十九条第二款', uncorrected: undefined } as const

/**
 * 撤销行政许可决定书 (行政许可法第六十九条；消防法第五十八条); a filing, which no permit law covers, is cancelled by its own. `ban`: no new application within three years, only after fraud or bribery and where
 * public safety is at stake (行政许可法第七十九条). The platform never decides it by itself.
 */
export const revoke = defineDocument({
  title: '撤销行政许可决定书',
  numberWord: '撤销',
  basis: '行政许可法第六十九条；消防法第五十八条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: {
    ...certificate,
    filing: optional(flag('是否备案')),
    ground: choice('撤销的情形', revocationGrounds),
    facts: said('事实'),
    reasons: optional(said('理由')),
    basis: text('依据'),
    heard: said('陈述申辩的听取和采纳'),
    effective: date('生效日'),
    ban: optional(text('不得再次申请的期限')),
    propagate: flag('通报综合许可证颁发部门')
  },
  titleOf: ({ filing }) => filing ? '取消备案决定书' : undefined,
  basisOf: ({ filing, basis }) => filing ? basis : undefined,
  problems: ({ ground, ban }) => ban && ground !== 'fraud' ? ['只有以不正当手段取得的，可以载明“不得再次申请的期限”'] : [],
  body: (letter, data) => {
    const article = data.filing ? undefined : revocationArticles[data.ground]
    return [
      paragraph(`经查，你（单位）取得的${itemNames(letter)}${(data.filing ? filingGrounds : revocationGrounds)[data.ground]}。`),
      itemTable(letter.items),
      facts([certificateFact(data), ['生效日', inWords(data.effective)]]),
      heading('事实'),
      paragraph(data.facts),
      ...(data.reasons ? [heading('理由'), paragraph(data.reasons)] : []),
      heading('陈述和申辩'),
      paragraph(data.heard),
      heading('决定'),
      paragraph(`依照${data.basis}${article === undefined ? '' : `和${licensingLaw}${article}`}的规定，决定${data.filing ? '取消' : '撤销'}${itemNames(letter)}。${data.ban ?? ''}`),
      ...propagationBlocks(data.propagate),
      ...remedyBlocks(letter)
    ]
  }
})

const cancellationReasons = {
  expired: '行政许可有效期届满未延续',
  incapable: '赋予公民特定资格的行政许可，该公民死亡或者丧失行为能力',
  ended: '法人或者其他组织依法终止',
  'taken-back': '行政许可依法被撤销、撤回，或者行政许可证件依法被吊销',
  'force-majeure': '因不可抗力导致行政许可事项无法实施',
  'other-law': '法律、法规规定的应当注销行政许可的其他情形'
} as const

/** 注销行政许可决定书, or its announcement (`announced`): the permit is struck out in the six cases of 行政许可法第七十条. */
export const cancel = defineDocument({
  title: '注销行政许可决定书',
  numberWord: '注销',
  issuer: 'permit-organ',
  basis: '行政许可法第七十条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: {
    reason: choice('注销原因', cancellationReasons),
    certificate_name: text('证件名称'),
    cert_no: text('注销证件号'),
    effective: date('注销日期'),
    detail: optional(said('具体情况')),
    by_document: optional(text('撤销、撤回、吊销的文书')),
    legal_basis: optional(text('法律、法规的规定')),
    announced: optional(flag('是否公告')),
    propagate: flag('通报综合许可证颁发部门')
  },
  titleOf: ({ announced }) => announced ? '注销行政许可公告' : undefined,
  addressee: ({ announced }) => announced ? null : undefined,
  problems: ({ reason, by_document: byDocument, legal_basis: legalBasis }) => [
    ...(reason === 'taken-back' && !byDocument ? ['缺少“撤销、撤回、吊销的文书”'] : []),
    ...(reason === 'other-law' && !legalBasis ? ['缺少“法律、法规的规定”'] : [])
  ],
  body: (letter, data) => [
    paragraph(`${data.announced ? letter.applicantName : '你（单位）'}取得的${itemNames(letter)}，因${cancellationReasons[data.reason]}，依照${data.legal_basis ? `${data.legal_basis}和` : ''}${licensingLaw}第七十条的规定，决定予以注销。`),
    itemTable(letter.items),
    facts([
      ['证件', `${data.certificate_name}（${data.cert_no}）`],
      ['注销日期', inWords(data.effective)],
      ['具体情况', data.detail ?? undefined],
      ['依据的文书', data.by_document ?? undefined]
    ]),
    paragraph(`自注销之日起，该证件（含电子证照）不再有效${data.announced ? '' : '；纸质证件请交回本机关'}。`),
    ...(data.announced ? [] : [...propagationBlocks(data.propagate), ...remedyBlocks(letter)])
  ]
})

const restorationGrounds = {
  reconsideration: '已被行政复议决定撤销或者变更',
  judgment: '已被人民法院的生效裁判撤销',
  'suspension-over': '所定暂扣期限已经届满'
} as const

/** 恢复决定书: a decision against a permit was overturned, or its suspension is over (行政复议法、行政诉讼法). */
export const restoration = defineDocument({
  title: '恢复行政许可决定书',
  numberWord: '恢复',
  issuer: 'permit-organ',
  basis: '行政复议法；行政诉讼法',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    ground: choice('恢复的情形', restorationGrounds),
    ...certificate,
    overturned: text('被推翻的决定'),
    by_document: optional(text('复议决定书、判决书文号')),
    restored_from: date('恢复日期'),
    valid_until: optional(date('有效期至')),
    propagate: flag('通报综合许可证颁发部门')
  },
  problems: ({ ground, by_document: byDocument }) => ground !== 'suspension-over' && !byDocument ? ['缺少“复议决定书、判决书文号”'] : [],
  body: (letter, data) => [
    paragraph(`对你（单位）取得的${itemNames(letter)}作出的${data.overturned}，${restorationGrounds[data.ground]}${data.by_document ? `（${data.by_document}）` : ''}。现决定恢复该项行政许可的效力。`),
    itemTable(letter.items),
    facts([
      certificateFact(data),
      ['恢复日期', inWords(data.restored_from)],
      ['有效期至', data.valid_until ? inWords(data.valid_until) : undefined]
    ]),
    ...propagationBlocks(data.propagate, '恢复'),
    paragraph('自恢复日期起，可以凭该证件依法从事活动；证件编号不变。')
  ]
})
