import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, optional, rows, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw, ordinalColumn } from '../wording.js'

/**
 * 延长办理期限决定告知书: once, before the limit ends, approved by the organ's head, with its reason (行政许可法第四十二条第一款). `basis`: where the
 * permit's own law gives another extension. Whether the permit may be extended is the clock's to say.
 */
export const extend = defineDocument({
  title: '延长办理期限决定告知书',
  numberWord: '延期',
  issuer: 'permit-organ',
  basis: '行政许可法第四十二条第一款',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    reason: said('延长理由'),
    approver: said('批准人（负责人）'),
    old_deadline: date('原期限'),
    new_deadline: date('延长后期限'),
    period: optional(text('延长的时间')),
    basis: optional(text('延长的依据'))
  },
  problems: (data) => data.new_deadline > data.old_deadline ? [] : ['“延长后期限”不晚于“原期限”'],
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，本机关在法定期限内不能作出决定。依照${data.basis ?? `${licensingLaw}第四十二条第一款`}的规定，经本机关负责人批准，决定延长办理期限，现将理由告知如下：`),
    itemTable(letter.items),
    facts([
      ['延长理由', data.reason],
      ['批准人（负责人）', data.approver],
      ['延长的时间', data.period ?? undefined],
      ['原办结期限', `${inWords(data.old_deadline)}前`],
      ['延长后办结期限', `${inWords(data.new_deadline)}前`]
    ]),
    paragraph('本事项的办理期限只延长一次。延长不影响同一办件中其他事项的办理期限。')
  ]
})

/**
 * 补充说明通知书: questions about what was handed in; after acceptance nothing is to be mended and nothing turned back, and the clock runs on
 * (行政许可法第三十四条).
 */
export const explanationRequest = defineDocument({
  title: '补充说明通知书',
  numberWord: '说明',
  issuer: 'permit-organ',
  basis: '行政许可法第三十四条',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  fields: {
    questions: rows('需要说明的问题与理由', { subject: optional(text('所涉材料或者内容')), question: said('问题'), reason: said('理由') }),
    reply_by: date('答复日期'),
    how: optional(text('答复方式'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，本机关已经受理。依照${licensingLaw}第三十四条的规定进行审查，对已经提交的材料有下列问题需要说明：`),
    itemTable(letter.items),
    heading('需要说明的问题'),
    table(data.questions, [
      ordinalColumn,
      ['所涉材料或内容', 4, ({ subject }) => subject ?? undefined],
      ['问题', 5, ({ question }) => question],
      ['理由', 5, ({ reason }) => reason]
    ]),
    heading('答复'),
    paragraph(`请于${inWords(data.reply_by)}前答复。${data.how ?? '可以在办理系统的本办件中答复，也可以到政务服务大厅综合窗口书面或者当面答复。'}`),
    paragraph('本通知不是补正通知：不要求重新提交材料，不退回申请，办理期限不停止计算。期满未答复的，本机关按现有材料依法作出决定。')
  ]
})
