import { facts, paragraph } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, optional, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw } from '../wording.js'

/** 受理通知书: the clock of each item counts from the day after. */
export const acceptance = defineDocument({
  title: '受理通知书',
  numberWord: '受理',
  basis: '行政许可法第三十二条第一款第五项、第二款',
  seal: 'licensing',
  signer: 'organ',
  page: 'letter',
  fields: {
    accepted_at: date('受理日期'),
    statutory_deadline: optional(date('法定办结期限')),
    promised_deadline: date('承诺办结期限'),
    clock_note: optional(text('期限说明'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）提出的${itemNames(letter)}申请，材料齐全、符合法定形式，依照${licensingLaw}第三十二条第一款第五项的规定，决定予以受理。`),
    itemTable(letter.items),
    facts([
      ['受理日期', inWords(data.accepted_at)],
      ['法定办结期限', data.statutory_deadline ? `${inWords(data.statutory_deadline)}前` : undefined],
      ['承诺办结期限', `${inWords(data.promised_deadline)}前`],
      ['期限说明', data.clock_note ?? undefined]
    ]),
    paragraph('期限自受理之日的次日起计算。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内，并将书面告知；现场核查、公示和整改的时间计算在期限内，法律、法规、规章另有规定的除外。'),
    paragraph('受理后，实施机关不再要求补正申请材料。办理进度可凭统一收件码查询。')
  ]
})
