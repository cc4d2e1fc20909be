import type { DocumentData } from '../../../src/documents/kinds.js'

type ChangeKind = 'change-approval' | 'permit-status-notice' | 'withdraw' | 'revoke' | 'cancel' | 'restoration' | 'erratum'

const certificate = { certificate_name: '烟草专卖零售许可证', certificate_no: '410202000001' }

/** Papers about a permit that was granted, by its own organ. */
export const changeSamples: Pick<DocumentData, ChangeKind> = {
  'change-approval': {
    ...certificate,
    outcome: 'approve-change',
    applied_on: '2026-11-16',
    change: [{ item: '企业（字号）名称', before: '开封市龙亭区好邻居便利店', after: '开封市龙亭区新邻居便利店' }],
    facts: '申请人的营业执照已变更名称，其他许可条件没有变化。'
  },
  'permit-status-notice': {
    recipient: '龙亭区政务服务和大数据管理局',
    change_type: 'change',
    certificate_name: certificate.certificate_name,
    cert_no: certificate.certificate_no,
    sequence: 2,
    effective: '2026-11-23',
    by_document: '汴龙烟变延〔2026〕000001号',
    new_data: [{ item: '企业（字号）名称', before: '开封市龙亭区好邻居便利店', after: '开封市龙亭区新邻居便利店' }]
  },
  withdraw: {
    ...certificate,
    ground: 'circumstances-changed',
    reason: '经营场所所在街区列入城市更新范围，原场所将于2027年1月拆除，准予许可所依据的固定经营场所不再存在。',
    compensation: '对存货转移和剩余有效期内的直接损失，按照评估结果予以补偿，请自收到本决定书之日起30日内提交损失的证明材料。',
    effective: '2026-12-31',
    propagate: true
  },
  revoke: {
    ...certificate,
    ground: 'fraud',
    facts: '经核查，申请时提交的租赁合同系伪造，申请人在该场所没有使用权。',
    basis: '《烟草专卖许可证管理办法》',
    heard: '已于2026年11月9日事先告知，申请人于11月12日陈述，未提出相反的证据，本机关不予采纳。',
    effective: '2026-11-23',
    propagate: true
  },
  cancel: {
    reason: 'ended',
    certificate_name: certificate.certificate_name,
    cert_no: certificate.certificate_no,
    effective: '2026-11-23',
    detail: '营业执照已于2026年11月18日注销登记。',
    propagate: true
  },
  restoration: {
    ...certificate,
    ground: 'reconsideration',
    overturned: '《撤销行政许可决定书》（汴龙烟撤销〔2026〕000001号）',
    by_document: '汴烟复决〔2026〕3号',
    restored_from: '2026-11-23',
    valid_until: '2031-11-24',
    propagate: true
  },
  erratum: {
    target_name: '烟草专卖零售许可证',
    target: '410202000001',
    before_after: [{ item: '经营场所', before: '龙亭区中山路182号1层', after: '龙亭区中山路128号1层' }],
    reason: '录入时门牌号数字颠倒。',
    same_number: true,
    version: 2
  }
}

/** The same kinds with another decision. */
export const changeVariants: { [Kind in ChangeKind]?: Record<string, DocumentData[Kind]> } = {
  'change-approval': {
    refused: {
      ...certificate,
      outcome: 'refuse-renewal',
      applied_on: '2031-10-10',
      change: [{ item: '延续', after: '申请延续5年' }],
      facts: '经营场所已迁至他处，申请人未申请变更。',
      reasons: '原场所不再具备固定经营场所的条件，申请不符合法定条件。',
      old_validity: '2031-11-24'
    },
    deemed: {
      ...certificate,
      outcome: 'approve-renewal',
      applied_on: '2031-10-10',
      change: [{ item: '有效期', before: '至2031年11月24日', after: '至2036年11月24日' }],
      facts: '申请人在有效期届满30日前提出延续申请，届满前未作出决定。',
      old_validity: '2031-11-24',
      new_validity: '2036-11-24',
      deemed: true
    }
  },
  'permit-status-notice': {
    revoked: {
      recipient: '龙亭区政务服务和大数据管理局', change_type: 'revoke', certificate_name: certificate.certificate_name, cert_no: certificate.certificate_no, sequence: 3, effective: '2026-11-23'
    }
  },
  revoke: {
    uncorrected: {
      ...certificate,
      ground: 'uncorrected',
      facts: '经责令限期改正，复查时经营场所仍与承诺的地址不一致。',
      basis: '《河南省优化营商环境条例》第三十四条',
      heard: '已事先告知，期满未提出陈述、申辩。',
      effective: '2026-11-23',
      propagate: false
    },
    banned: {
      ...changeSamples.revoke,
      reasons: '伪造租赁合同属于以欺骗手段取得行政许可。',
      ban: '至2029年11月23日止，你（单位）不得再次申请该项行政许可（《中华人民共和国行政许可法》第七十九条）。'
    },
    filing: {
      certificate_name: '仅销售预包装食品备案凭证',
      certificate_no: 'YB14102020000011',
      filing: true,
      ground: 'uncorrected',
      facts: '经责令限期改正，复查时仍销售散装食品。',
      reasons: '备案内容与实际经营不符，逾期未改正。',
      basis: '《食品经营许可和备案管理办法》',
      heard: '已事先告知，期满未提出陈述、申辩。',
      effective: '2026-11-23',
      propagate: true
    }
  },
  cancel: {
    announced: { ...changeSamples.cancel, announced: true },
    'taken-back': { ...changeSamples.cancel, reason: 'taken-back', detail: undefined, by_document: '汴龙烟撤销〔2026〕000001号' }
  },
  restoration: { 'suspension-over': { ...changeSamples.restoration, ground: 'suspension-over', overturned: '暂扣许可证30日的决定', by_document: undefined } }
}
