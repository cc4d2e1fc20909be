import { heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, optional, rows, said, text } from '../fields.js'
import { itemNames, itemTable, licensingLaw, remedyBlocks } from '../wording.js'

/** 终止办理告知书: the notice was not answered in time, or the permit that this one depends on was not granted; no bar, no bad record. */
export const termination = defineDocument({
  title: '终止办理告知书',
  numberWord: '终止',
  basis: '行政许可法第三十二条第一款第四项',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: {
    items: rows('终止的事项', { permit: text('事项'), sub_case_no: text('子办件编号'), reason: text('未补正的内容') }),
    notice_no: optional(text('补正通知书文号')),
    prior: optional(text('未获准予的前置事项')),
    reapply: optional(text('重新申请'))
  },
  body: (letter, data) => [
    paragraph(data.prior
      ? `你（单位）的${letter.industryName}“一业一证”申请（办件编号${letter.caseNo}）中，下列事项须以${data.prior}的准予决定为前提；${data.prior}未获准予，现告知终止办理：`
      : `你（单位）的${letter.industryName}“一业一证”申请（办件编号${letter.caseNo}），经${data.notice_no ? `《补齐补正通知书》（${data.notice_no}）` : '书面'}一次告知需要补正的内容，至补正期限届满，下列事项仍未补正，现告知终止办理：`),
    table(data.items, [
      ['序号', 1, (_row, index) => index + 1],
      ['事项', 4, ({ permit }) => permit],
      ['子办件编号', 4, ({ sub_case_no: subCaseNo }) => subCaseNo],
      [data.prior ? '终止原因' : '未补正的内容', 5, ({ reason }) => reason]
    ]),
    paragraph('同一办件中的其他事项不受影响，继续办理。'),
    paragraph(data.reapply ?? '上列事项可以随时重新申请，已提交的材料可以复用，本次终止不作不良记录、不影响信用。'),
    ...remedyBlocks(letter)
  ]
})

const nonAcceptanceReasons = {
  'not-competent': '申请事项依法不属于本机关职权范围',
  barred: '申请人在法律规定的不得再次申请的期限内'
} as const

/** 不予受理决定书: decided by the organ itself, never by the window. */
export const nonAcceptance = defineDocument({
  title: '不予受理决定书',
  numberWord: '不受',
  issuer: 'permit-organ',
  basis: '行政许可法第三十二条第一款第二项、第二款；第七十八条、第七十九条',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: {
    reason_type: choice('不予受理情形', nonAcceptanceReasons),
    reason: said('理由和依据'),
    advice_agency: optional(text('应向何机关申请'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，经审查，${nonAcceptanceReasons[data.reason_type]}，依照${licensingLaw}第三十二条的规定，决定不予受理。`),
    itemTable(letter.items),
    heading('理由和依据'),
    paragraph(data.reason),
    ...(data.advice_agency ? [paragraph(`该事项请向${data.advice_agency}申请。`)] : []),
    ...remedyBlocks(letter)
  ]
})

/** 不受理告知书: no licence is needed for what was applied for. */
export const notRequired = defineDocument({
  title: '不受理告知书',
  numberWord: '无须',
  issuer: 'permit-organ',
  basis: '行政许可法第三十二条第一款第一项',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  needsRemedy: true,
  fields: { reason: text('不需要许可的依据'), advice: text('办理建议') },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，依法不需要取得行政许可。依照${licensingLaw}第三十二条第一款第一项的规定，不予受理，现予告知。`),
    itemTable(letter.items),
    heading('依据'),
    paragraph(data.reason),
    heading('办理建议'),
    paragraph(data.advice),
    ...remedyBlocks(letter)
  ]
})

/** 撤回申请确认书: the applicant's own paper; only what is undecided can be withdrawn. */
export const withdrawApplication = defineDocument({
  title: '撤回申请确认书',
  numberWord: '撤申',
  basis: '申请人自愿申报',
  seal: 'none',
  signer: 'applicant',
  page: 'record',
  fields: {
    items: rows('撤回的事项', { permit: text('事项'), sub_case_no: text('子办件编号') }),
    reason: optional(said('原因')),
    return_docs: optional(text('退还材料'))
  },
  body: (letter, data) => [
    paragraph(`${letter.applicantName}自愿撤回${letter.industryName}“一业一证”申请（办件编号${letter.caseNo}）中下列尚未作出决定的事项：`),
    table(data.items, [
      ['序号', 1, (_row, index) => index + 1],
      ['事项', 6, ({ permit }) => permit],
      ['子办件编号', 5, ({ sub_case_no: subCaseNo }) => subCaseNo]
    ]),
    ...(data.reason ? [paragraph(`撤回原因：${data.reason}`)] : []),
    paragraph(`已经决定的事项照常送达；撤回的事项可以随时重新申请。${data.return_docs ?? '提交的电子材料由申请人留存，可以复用。'}`)
  ]
})
