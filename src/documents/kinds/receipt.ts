import { facts, heading, paragraph, table, type Block } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { dateTime, integer, optional, rows, text } from '../fields.js'
import { itemTable, licensingLaw, momentInWords } from '../wording.js'

/** 收件凭证: given at once, whether or not anything is missing. */
export const receipt = defineDocument({
  title: '收件凭证',
  numberWord: '收件',
  issuer: 'gov-services',
  basis: '开封市优化营商环境条例第十七条；行政许可法第三十二条',
  seal: 'receipt',
  signer: 'organ',
  page: 'letter',
  fields: {
    received_at: dateTime('收件时间'),
    material_received: optional(rows('收到材料清单', { name: text('材料名称'), copies: integer('份数'), form: optional(text('形式')) })),
    window: text('收件窗口'),
    query_url: text('进度查询方式')
  },
  body: (letter, data) => [
    paragraph(`你（单位）于${momentInWords(data.received_at)}提交的${letter.industryName}“一业一证”申请及下列材料已收到。收件不等于受理：各事项是否受理，由其实施机关依照${licensingLaw}第三十二条的规定另行告知；申请材料不齐全或者不符合法定形式的，将在五个工作日内一次告知需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理。`),
    facts([
      ['统一收件码', letter.receiptCode],
      ['办件编号', letter.caseNo],
      ['申请人', `${letter.applicantName}（${letter.usci}）`],
      ['经营场所', letter.premises],
      ['联系电话', letter.contactPhone],
      ['收件窗口', data.window]
    ]),
    heading('申请事项'),
    itemTable(letter.items),
    heading('收到的材料'),
    ...receivedTable(data.material_received ?? []),
    paragraph('请凭统一收件码查询办理进度，或扫描本凭证上的二维码。办理过程不收取任何费用。')
  ]
})

/** An application of which nothing has come yet has its receipt too. */
function receivedTable (received: { name: string, copies: number, form?: string | null }[]): Block[] {
  if (received.length === 0) return [paragraph('提交时没有收到材料。')]
  return [table(received, [
    ['序号', 1, (_row, index) => index + 1],
    ['材料名称', 9, ({ name }) => name],
    ['形式', 2, ({ form }) => form ?? undefined],
    ['份数', 1, ({ copies }) => copies]
  ])]
}
