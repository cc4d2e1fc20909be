import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, optional, rows, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw, remedyBlocks } from '../wording.js'

/** 准予行政许可决定书. */
export const grant = defineDocument({
  title: '准予行政许可决定书',
  numberWord: '准许',
  issuer: 'permit-organ',
  basis: '行政许可法第三十八条第一款、第三十四条第二款、第三十九条、第四十条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    facts: text('认定事实'),
    basis: text('法律依据'),
    decision: optional(text('决定内容')),
    cert_no: rows('证件编号与有效期', { name: text('证件名称'), number: text('编号'), validity: text('有效期') }),
    attached_duties: optional(text('被许可人义务')),
    public_url: optional(text('公开查询链接'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，本机关已依法审查。`),
    itemTable(letter.items),
    heading('认定事实'),
    paragraph(data.facts),
    heading('决定'),
    paragraph(`依照${data.basis}和${licensingLaw}第三十八条第一款的规定，${data.decision ?? `决定准予${itemNames(letter)}`}，颁发下列证件：`),
    table(data.cert_no, [
      ['证件名称', 5, ({ name }) => name],
      ['编号', 5, ({ number }) => number],
      ['有效期', 4, ({ validity }) => validity]
    ]),
    heading('被许可人义务'),
    paragraph(data.attached_duties ?? '请按照准予的场所、范围和条件从事活动，在经营场所显著位置公示证件或者其电子证照；登记事项变化的，及时申请变更；需要延续的，在规定期限内申请。'),
    paragraph(`本决定依照${licensingLaw}第四十条的规定予以公开${data.public_url ? `，查询地址：${data.public_url}` : ''}。`)
  ]
})

/** 同意筹建决定书: the first decision of a two-stage permit; it is no licence yet. */
export const preparationApproval = defineDocument({
  title: '同意筹建决定书',
  numberWord: '准筹',
  issuer: 'permit-organ',
  basis: '互联网上网服务营业场所管理条例第十一条；行政许可法第三十八条第一款',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: { facts: text('认定事实'), basis: text('法律依据'), next: text('下一步') },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}筹建申请，本机关已依法审查。`),
    itemTable(letter.items),
    heading('认定事实'),
    paragraph(data.facts),
    heading('决定'),
    paragraph(`依照${data.basis}的规定，同意筹建。本决定不是许可证件，终审合格并取得许可证件后方可经营。`),
    heading('下一步'),
    paragraph(`${data.next}筹建期间由你（单位）掌握，不计入审批期限；终审的期限自终审申请受理之日起另行计算。`)
  ]
})

/** 不予行政许可决定书: reasons and remedies, never without. */
export const refuse = defineDocument({
  title: '不予行政许可决定书',
  numberWord: '不许',
  issuer: 'permit-organ',
  basis: '行政许可法第三十八条第二款',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: { facts: text('认定事实'), reasons: said('理由和依据') },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，本机关已依法审查。`),
    itemTable(letter.items),
    heading('认定事实'),
    paragraph(data.facts),
    heading('理由和依据'),
    paragraph(data.reasons),
    heading('决定'),
    paragraph(`依照${licensingLaw}第三十八条第二款的规定，决定不予${itemNames(letter)}。本决定不影响同一办件中其他事项的办理和已经取得的证件。`),
    ...remedyBlocks(letter)
  ]
})

/** 备案凭证: shown as 备案 everywhere, never as 许可. */
export const filingReceipt = defineDocument({
  title: '备案凭证',
  numberWord: '备案',
  issuer: 'permit-organ',
  basis: '各备案事项规定',
  seal: 'filing',
  signer: 'organ',
  page: 'letter',
  fields: {
    filing_no: text('备案编号'),
    filing_content: rows('备案内容', { label: text('项目'), value: said('内容') }),
    filed_at: date('备案日期'),
    change_duty: optional(text('变更义务')),
    post_check_note: optional(text('备案后核查'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）提交的${itemNames(letter)}材料齐全、符合规定形式，已予备案。备案不是行政许可，备案内容的真实性由备案人负责。`),
    facts([
      ['备案编号', data.filing_no],
      ['备案日期', inWords(data.filed_at)],
      ['备案人', `${letter.applicantName}（${letter.usci}）`],
      ['经营场所', letter.premises],
      ...data.filing_content.map(({ label, value }): [string, string] => [label, value])
    ]),
    paragraph(data.change_duty ?? '备案信息发生变化的，应当及时办理备案变更。'),
    ...(data.post_check_note ? [paragraph(data.post_check_note)] : [])
  ]
})
