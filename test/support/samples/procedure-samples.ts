import type { DocumentData } from '../../../src/documents/kinds.js'

type ProcedureKind = 'extend' | 'explanation-request' | 'hearing-notice' | 'hearing-record' | 'public-notice' | 'interested-party-notice' | 'prior-notice' | 'statement-record'

/** Papers between acceptance and decision. */
export const procedureSamples: Pick<DocumentData, ProcedureKind> = {
  extend: {
    reason: '需向烟草制品零售点合理布局规划的制定机关书面核实规划的适用范围，尚未收到答复。',
    approver: '李建国（局长）',
    old_deadline: '2026-12-21',
    new_deadline: '2027-01-05',
    period: '10个工作日'
  },
  'explanation-request': {
    questions: [
      { subject: '经营场所使用权证明', question: '租赁合同载明的面积与平面图不一致，以何者为准', reason: '面积关系到零售点设置条件的审查' },
      { subject: '经营场所平面图', question: '仓储区是否与住宅共用出入口', reason: '经营场所应当与住所相独立' }
    ],
    reply_by: '2026-12-02'
  },
  'hearing-notice': {
    stage: 'hearing',
    matter: '在龙亭区中山路128号设置烟草制品零售点，与相邻零售点的间距和布局',
    held_at: '2026-12-04T09:00:00+08:00',
    place: '龙亭区政务服务大厅三楼会议室',
    chair: '王芳',
    public: true
  },
  'hearing-record': {
    held_at: '2026年12月4日9时00分至10时30分',
    place: '龙亭区政务服务大厅三楼会议室',
    chair: '王芳',
    recorder: '陈晨',
    participants: [
      { name: '张明', role: '申请人', organ: '开封市龙亭区好邻居便利店', confirmed: '电子签名' },
      { name: '刘洋', role: '利害关系人', organ: '中山路126号零售户', confirmed: '纸质签名' },
      { name: '李强', role: '审查人员', organ: '龙亭区烟草专卖局', confirmed: '电子签名' }
    ],
    statements: [
      { speaker: '李强', words: '审查意见：申请场所与最近零售点实测间距86米，符合规划规定的间距。' },
      { speaker: '刘洋', words: '认为间距应当自门口中线量取，实测不足80米，并提交照片三张。' },
      { speaker: '张明', words: '认为现场核查的测量方法与规划规定一致，请求依法准予。' }
    ],
    conclusion: '参加人对笔录内容无异议，利害关系人补充的照片三张附卷。'
  },
  'public-notice': {
    stage: 'before-decision',
    content: '申请人拟在龙亭区中山路128号1层设置烟草制品零售点，经营面积86平方米。',
    legal_basis: '《烟草专卖许可证管理办法》',
    begins_on: '2026-11-23',
    ends_on: '2026-12-02',
    feedback: [{ channel: '来信、来访', address: '龙亭区政务服务大厅二楼12号窗口' }, { channel: '电话', address: '0371-00000000' }]
  },
  'interested-party-notice': {
    party: [{ name: '中山路126号零售户刘洋', relation: '相邻的烟草制品零售户' }],
    matter: '申请场所与你处零售点的间距和布局，关系到你处的经营。',
    apply_by: '2026-11-30'
  },
  'prior-notice': {
    intended: 'refuse',
    facts: '经营场所与开封市第一小学大门的距离实测为32米。',
    reasons: '中小学、幼儿园周围不予设置烟草制品零售点，申请不符合《烟草专卖许可证管理办法》规定的条件。',
    respond_by: '2026-11-30'
  },
  'statement-record': {
    speaker: [{ name: '张明', identity: '申请人的经营者', confirmed: '电子签名' }],
    form: 'oral',
    taken_at: '2026-11-27T15:20:00+08:00',
    place: '龙亭区政务服务大厅二楼12号窗口',
    recorder: '陈晨',
    about: '汴龙烟拟告〔2026〕000001号',
    statements: '陈述人认为测量应当以学校现用的东门为准，东门距经营场所210米，西门已于2025年封闭。',
    evidence: [{ name: '学校西门封闭通告', content: '西门自2025年9月起停止使用' }],
    adopted: '经复核，西门确已封闭，陈述成立，予以采纳，按东门重新测量后再作决定。'
  }
}

/** The same kinds with another title or other blocks, each with a name of its own. */
export const procedureVariants: { [Kind in ProcedureKind]?: Record<string, DocumentData[Kind]> } = {
  'hearing-notice': {
    right: { stage: 'right', matter: procedureSamples['hearing-notice'].matter, apply_by: '2026-11-30' },
    announcement: { ...procedureSamples['hearing-notice'], stage: 'announcement' },
    'interested-party': { ...procedureSamples['hearing-notice'], notified: '中山路126号零售户刘洋', public: false, reason_not_public: '涉及零售户的商业秘密' }
  },
  'public-notice': {
    decision: {
      ...procedureSamples['public-notice'],
      stage: 'decision',
      content: '准予开封市龙亭区好邻居便利店在龙亭区中山路128号1层从事烟草制品零售，证件编号410202000001。',
      legal_basis: '《中华人民共和国行政许可法》第四十条',
      opinions: [{ opinion: '与相邻零售点间距不足', answer: '经复核，实测86米，符合规划，已答复反映人' }]
    }
  },
  'prior-notice': {
    revoke: {
      ...procedureSamples['prior-notice'],
      intended: 'revoke',
      facts: '经核查，申请时提交的租赁合同系伪造。',
      reasons: '以欺骗手段取得行政许可，依照《中华人民共和国行政许可法》第六十九条第二款应当予以撤销。'
    },
    'cancel-filing': {
      ...procedureSamples['prior-notice'],
      intended: 'cancel-filing',
      facts: '经责令限期改正，复查时仍销售散装食品。',
      reasons: '实际经营与备案的内容不符，逾期未改正。'
    }
  }
}
