import { facts, paragraph } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, integer, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw } from '../wording.js'

/** 特殊环节告知书: without it no clock stops (行政许可法第四十五条). */
export const specialProcedure = defineDocument({
  title: '特殊环节告知书',
  numberWord: '特告',
  issuer: 'permit-organ',
  basis: '行政许可法第四十五条',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  fields: {
    type: text('特殊环节'),
    reason: said('内容'),
    basis: text('不计入的条款'),
    required_days: integer('所需时间'),
    begins_on: date('起始日期'),
    ends_on: date('结束日期'),
    promised_deadline_new: date('顺延后的承诺办结期限'),
    deadline_new: date('顺延后的法定办结期限')
  },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，本机关依法须进行${data.type}，现将所需时间书面告知如下：`),
    itemTable(letter.items),
    facts([
      ['特殊环节', data.type],
      ['内容', data.reason],
      ['所需时间', data.required_days === 0 ? `${inWords(data.ends_on)}当日` : `${data.required_days}个工作日，自${inWords(data.begins_on)}的次日至${inWords(data.ends_on)}`],
      ['不计入的条款', data.basis],
      ['顺延后承诺办结期限', `${inWords(data.promised_deadline_new)}前`],
      ['顺延后法定办结期限', `${inWords(data.deadline_new)}前`]
    ]),
    paragraph(`依照${licensingLaw}第四十五条的规定，上述所需时间不计算在办理期限内，自本告知书送达的次日起停止计算，环节结束的次日起恢复计算，剩余时间顺延。提前结束的，办结期限相应提前；所需时间延长的，相应顺延。`)
  ]
})
