import { facts, heading, paragraph, table, type Block } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, dateTime, flag, integer, optional, rows, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw, momentInWords, ordinalColumn, reformPlan, remedyBlocks } from '../wording.js'

const changeField = { item: text('项目'), before: optional(text('原内容')), after: optional(text('新内容')) }

function changeTable (changes: { item: string, before?: string | null, after?: string | null }[]): Block {
  return table(changes, [
    ordinalColumn,
    ['项目', 3, ({ item }) => item],
    ['原内容', 5, ({ before }) => before ?? undefined],
    ['新内容', 5, ({ after }) => after ?? undefined]
  ])
}

const outcomes = { 'approve-change': '准予变更', 'refuse-change': '不予变更', 'approve-renewal': '准予延续', 'refuse-renewal': '不予延续' } as const

interface ChangeDecision { outcome: keyof typeof outcomes, new_validity?: string | null, old_validity?: string | null, reasons?: string | null, deemed?: boolean | null }

/**
 * 变更、延续准予（不予）决定书. `deemed`: applied for in time, not decided before the permit ran out, and therefore renewed by law
 * (行政许可法第四十九条、第五十条第二款). A refusal has reasons and remedies.
 */
export const changeApproval = defineDocument({
  title: '变更、延续行政许可决定书',
  numberWord: '变延',
  issuer: 'permit-organ',
  basis: '行政许可法第四十九条、第五十条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: {
    outcome: choice('决定', outcomes),
    certificate_name: text('证件名称'),
    certificate_no: text('证件编号'),
    applied_on: date('申请日期'),
    change: rows('变更或延续内容', changeField),
    facts: text('认定事实'),
    reasons: optional(said('理由和依据')),
    old_validity: optional(date('原有效期至')),
    new_validity: optional(date('新有效期至')),
    deemed: optional(flag('是否视为准予延续'))
  },
  titleOf: ({ outcome }) => `${outcomes[outcome]}行政许可决定书`,
  problems: changeProblems,
  body: (letter, data) => [
    paragraph(`你（单位）于${inWords(data.applied_on)}提出的${itemNames(letter)}${data.outcome.endsWith('renewal') ? '延续' : '变更'}申请，${data.deemed ? '在行政许可有效期届满前未作出决定' : '本机关已依法审查'}。`),
    itemTable(letter.items),
    facts([
      ['证件', `${data.certificate_name}（${data.certificate_no}）`],
      ['原有效期至', data.old_validity ? inWords(data.old_validity) : undefined],
      ['新有效期至', data.new_validity ? inWords(data.new_validity) : undefined]
    ]),
    heading('认定事实'),
    paragraph(data.facts),
    ...(data.reasons ? [heading('理由和依据'), paragraph(data.reasons)] : []),
    heading('决定'),
    paragraph(changeSentence(data)),
    changeTable(data.change),
    ...(data.outcome.startsWith('refuse') ? remedyBlocks(letter) : [])
  ]
})

function changeProblems ({ outcome, new_validity: newValidity, old_validity: oldValidity, reasons, deemed }: ChangeDecision): string[] {
  return [
    ...(outcome === 'approve-renewal' && !newValidity ? ['准予延续缺少“新有效期至”'] : []),
    ...(outcome.endsWith('renewal') && !oldValidity ? ['延续缺少“原有效期至”'] : []),
    ...(newValidity && oldValidity && newValidity <= oldValidity && outcome === 'approve-renewal' ? ['“新有效期至”不晚于“原有效期至”'] : []),
    ...(outcome.startsWith('refuse') && !reasons ? ['不予变更、延续缺少“理由和依据”'] : []),
    ...(deemed && outcome !== 'approve-renewal' ? ['只有准予延续可以载明“视为”'] : [])
  ]
}

function changeSentence ({ outcome, deemed }: ChangeDecision): string {
  if (deemed) return `依照${licensingLaw}第五十条第二款的规定，逾期未作决定的，视为准予延续。现予确认，该项许可视为准予延续，内容如下：`
  const article = outcome.endsWith('renewal') ? '第五十条' : '第四十九条'
  if (outcome.startsWith('refuse')) return `依照${licensingLaw}${article}、第三十八条第二款的规定，决定${outcomes[outcome]}。申请的内容如下：`
  return `依照${licensingLaw}${article}的规定，决定${outcomes[outcome]}，内容如下：`
}

const changeTypes = {
  change: '变更',
  renewal: '延续',
  'deemed-renewal': '视为准予延续',
  lapse: '失效',
  withdraw: '撤回',
  revoke: '撤销',
  'cancel-filing': '取消备案',
  'penalty-revoke': '吊销',
  suspend: '暂扣',
  restore: '恢复',
  cancel: '注销'
} as const

/**
 * 单项许可变动通报: an organ tells the one that issues the composite licence. `sequence` rises per organ and certificate, so that a repeat is known as
 * one (实施方案五（三）).
 */
export const permitStatusNotice = defineDocument({
  title: '单项许可变动通报',
  numberWord: '变通',
  issuer: 'permit-organ',
  basis: '实施方案五（三）',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    recipient: text('主送机关'),
    change_type: choice('变动类型', changeTypes),
    certificate_name: text('证件名称'),
    cert_no: text('单项证件号'),
    sequence: integer('通报序号'),
    effective: date('生效日'),
    by_document: optional(text('依据的文书')),
    new_data: optional(rows('变更后数据', changeField))
  },
  addressee: ({ recipient }) => recipient,
  problems: ({ change_type: type, new_data: newData, sequence }) => [
    ...(['change', 'renewal', 'deemed-renewal'].includes(type) && !newData ? [`${changeTypes[type]}的通报缺少“变更后数据”`] : []),
    ...(sequence < 1 ? ['“通报序号”小于1'] : [])
  ],
  body: (letter, data) => [
    paragraph(`依照${reformPlan}的规定，现将下列单项许可的变动情况通报你单位，请变更或者删除行业综合许可证所载的该项许可，并同步更新电子证照：`),
    itemTable(letter.items),
    facts([
      ['持证主体', letter.applicantName],
      ['证件', data.certificate_name],
      ['证件编号', data.cert_no],
      ['变动类型', changeTypes[data.change_type]],
      ['生效日', inWords(data.effective)],
      ['依据的文书', data.by_document ?? undefined],
      ['通报序号', data.sequence]
    ]),
    ...(data.new_data ? [heading('变更后数据'), changeTable(data.new_data)] : []),
    paragraph('同一机关、同一证件的通报按序号先后办理；序号重复的，不重复办理。')
  ]
})

/** 行业综合许可证更新记录: what a version of the composite licence changed, made by the system for the file (实施方案五（三）). */
export const compositeChange = defineDocument({
  title: '行业综合许可证更新记录',
  numberWord: '综更',
  issuer: 'gov-services',
  basis: '实施方案五（三）',
  seal: 'none',
  signer: 'organ',
  page: 'record',
  fields: {
    licence_no: text('证照编号'),
    version: integer('证照版本号'),
    cause: text('更新原因'),
    by_document: optional(text('依据的通报')),
    before_after: rows('变更前后', changeField),
    operator: text('操作人'),
    updated_at: dateTime('更新时间')
  },
  body: (letter, data) => [
    facts([
      ['持证主体', letter.applicantName],
      ['证照编号', data.licence_no],
      ['更新后版本', `第${data.version}版`],
      ['更新原因', data.cause],
      ['依据的通报', data.by_document ?? undefined],
      ['操作人', data.operator],
      ['更新时间', momentInWords(data.updated_at)]
    ]),
    heading('变更前后'),
    changeTable(data.before_after),
    paragraph('以前的版本原样保留，可以查询；以扫码核验显示的实时状态为准。综合许可证的更新不改变各单项许可的实施主体和法律效力。')
  ]
})
