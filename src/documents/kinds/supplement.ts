import { heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, optional, rows, said, text } from '../fields.js'
import { inWords, licensingLaw } from '../wording.js'

const splits = {
  'go-on': '材料齐全的事项先行办理',
  wait: '材料齐全的事项待补正后一并办理'
} as const

/** 一次告知: one notice a round for all departments, with everything that must be mended. */
export const supplement = defineDocument({
  title: '补齐补正通知书',
  numberWord: '补正',
  basis: '行政许可法第三十二条第一款第四项；实施方案五（二）',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  fields: {
    missing: rows('需补正内容', {
      permit: text('所属事项'),
      subject: text('材料或者填报内容'),
      problem: said('问题'),
      requirement: said('补正要求'),
      basis: optional(text('依据'))
    }),
    supplement_deadline: date('补正期限'),
    how: optional(text('补正方式')),
    split: optional(choice('齐全事项的办理', splits)),
    consequence: optional(text('逾期未补正的后果'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${letter.industryName}“一业一证”申请（办件编号${letter.caseNo}），经有关实施机关审查，部分申请材料不齐全或者不符合法定形式。依照${licensingLaw}第三十二条第一款第四项的规定，现将需要补正的全部内容一次告知如下：`),
    table(data.missing, [
      ['序号', 1, (_row, index) => index + 1],
      ['所属事项', 3, ({ permit }) => permit],
      ['材料或内容', 3, ({ subject }) => subject],
      ['问题', 4, ({ problem }) => problem],
      ['补正要求', 4, ({ requirement, basis }) => basis ? `${requirement}（${basis}）` : requirement]
    ]),
    heading('补正期限'),
    paragraph(`请于${inWords(data.supplement_deadline)}前一次补齐上列内容。${splits[data.split ?? 'go-on']}。`),
    heading('补正方式'),
    paragraph(data.how ?? '登录办理系统，在本办件的“补正”页中提交；或者到政务服务大厅综合窗口提交。只需提交上列内容，已经符合要求的材料不必重交。'),
    heading('逾期后果'),
    paragraph(data.consequence ?? '逾期未补正的，由综合窗口告知终止办理上列事项；可以随时重新申请，不影响信用。本通知书之外，不再就已提交的材料提出新的补正要求。')
  ]
})
