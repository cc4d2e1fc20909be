import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, optional, rows, text } from '../fields.js'
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

/**
 * 视为受理记录: a department neither accepted nor told once, within five working days, what is missing; its permit counts as accepted from the
 * day on which the materials came (行政许可法第三十二条第一款第四项). Issued for one permit, in the name of the department that said nothing.
 */
export const deemedAcceptance = defineDocument({
  title: '视为受理记录',
  numberWord: '视受',
  issuer: 'permit-organ',
  basis: '行政许可法第三十二条第一款第四项',
  seal: 'organ',
  signer: 'organ',
  page: 'record',
  copies: '未作表示的实施机关（由其补盖印章）',
  fields: {
    received_at: date('收到材料之日'),
    silent_agency: rows('未表示的部门与事项', { department: text('部门'), permit: text('事项') }),
    materials_at: rows('收到的材料清单', { permit: text('事项'), material: optional(text('材料')), received_on: date('收到之日') }),
    told_by: optional(date('一次告知期限届满之日')),
    effect: optional(text('效力'))
  },
  body: (letter, data) => [
    paragraph(`${letter.applicantName}提出的${itemNames(letter)}申请，自收到申请材料之日起五个工作日内${data.told_by ? `（至${inWords(data.told_by)}24时）` : ''}，下列部门既未作出受理或者不予受理的决定，也未一次告知需要补正的全部内容。依照${licensingLaw}第三十二条第一款第四项的规定，逾期不告知的，自收到申请材料之日起即为受理，现予记录。`),
    itemTable(letter.items),
    facts([['受理日期', `${inWords(data.received_at)}（收到申请材料之日）`]]),
    heading('未作表示的部门与事项'),
    table(data.silent_agency, [
      ['序号', 1, (_row, index) => index + 1],
      ['部门', 6, ({ department }) => department],
      ['事项', 6, ({ permit }) => permit]
    ]),
    heading('收到的材料'),
    table(data.materials_at, [
      ['序号', 1, (_row, index) => index + 1],
      ['事项', 4, ({ permit }) => permit],
      ['材料', 6, ({ material }) => material ?? '全部申请材料'],
      ['收到之日', 3, ({ received_on: receivedOn }) => inWords(receivedOn)]
    ]),
    heading('效力'),
    paragraph(data.effect ?? '办理期限自受理日期的次日起计算。实施机关不得再以材料不齐全或者不符合法定形式为由要求补正；需要说明的，只能发出补充说明通知，不停止计算期限。')
  ]
})
