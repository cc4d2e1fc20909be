import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, dateTime, integer, optional, rows, said, text } from '../fields.js'
import { itemTable, momentInWords, ordinalColumn } from '../wording.js'

const occasions = {
  'non-acceptance': '不予受理、不受理', termination: '终止办理', withdrawal: '撤回申请', refusal: '不予许可', 'originals-checked': '原件核验完毕'
} as const

/** 材料退还清单: what the window hands back, what stays on file and why, and who signed for it. */
export const returnList = defineDocument({
  title: '材料退还清单',
  numberWord: '退件',
  issuer: 'gov-services',
  basis: '综合窗口收件、退件规则',
  seal: 'return',
  signer: 'organ',
  page: 'record',
  fields: {
    occasion: choice('退还原因', occasions),
    returned: rows('退还材料与份数', { name: text('材料名称'), copies: integer('份数'), form: optional(text('形式')) }),
    kept: optional(rows('留存材料与原因', { name: text('材料名称'), reason: text('留存原因') })),
    signed_by: said('签收人'),
    signed_at: dateTime('签收时间'),
    handed_by: text('窗口工作人员')
  },
  body: (letter, data) => [
    paragraph(`${letter.applicantName}的${letter.industryName}“一业一证”申请（办件编号${letter.caseNo}），因${occasions[data.occasion]}，现将下列材料退还：`),
    itemTable(letter.items),
    heading('退还的材料'),
    table(data.returned, [
      ordinalColumn,
      ['材料名称', 8, ({ name }) => name],
      ['形式', 2, ({ form }) => form ?? undefined],
      ['份数', 2, ({ copies }) => copies]
    ]),
    ...(data.kept
      ? [heading('留存的材料'), table(data.kept, [ordinalColumn, ['材料名称', 6, ({ name }) => name], ['留存原因', 6, ({ reason }) => reason]])]
      : []),
    facts([['签收人', data.signed_by], ['签收时间', momentInWords(data.signed_at)], ['窗口工作人员', data.handed_by]])
  ]
})
