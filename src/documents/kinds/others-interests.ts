import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, optional, rows, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw, ordinalColumn } from '../wording.js'

const noticeTitles = { 'before-decision': '行政许可公示', decision: '行政许可决定公告' } as const

/** 公示（公告）: for the public, as the permit's own law or 行政许可法第四十条 says; opinions come in while it lasts. */
export const publicNotice = defineDocument({
  title: '行政许可公示',
  numberWord: '公示',
  issuer: 'permit-organ',
  basis: '各事项公示的专项规定；行政许可法第四十条',
  seal: 'none',
  signer: 'organ',
  page: 'letter',
  fields: {
    stage: choice('文书', noticeTitles),
    content: said('公示内容'),
    legal_basis: text('公示依据'),
    begins_on: date('公示开始'),
    ends_on: date('公示结束'),
    feedback: rows('反映渠道', { channel: text('渠道'), address: text('地址或者电话') }),
    opinions: optional(rows('收到意见', { opinion: said('意见'), answer: text('处理') }))
  },
  titleOf: ({ stage }) => noticeTitles[stage],
  addressee: () => null,
  problems: (data) => data.ends_on < data.begins_on ? ['“公示结束”早于“公示开始”'] : [],
  body: (letter, data) => [
    paragraph(data.stage === 'decision'
      ? `依照${data.legal_basis}的规定，现将${letter.applicantName}的${itemNames(letter)}决定予以公告。`
      : `本机关正在审查${letter.applicantName}提出的${itemNames(letter)}申请。依照${data.legal_basis}的规定，现予公示，听取意见。`),
    itemTable(letter.items),
    facts([
      ['申请人', letter.applicantName],
      ['经营场所', letter.premises],
      [data.stage === 'decision' ? '公告期' : '公示期', `${inWords(data.begins_on)}至${inWords(data.ends_on)}`]
    ]),
    heading('内容'),
    paragraph(data.content),
    heading('反映渠道'),
    table(data.feedback, [['渠道', 4, ({ channel }) => channel], ['地址或者电话', 9, ({ address }) => address]]),
    ...(data.opinions
      ? [heading('收到的意见'), table(data.opinions, [ordinalColumn, ['意见', 6, ({ opinion }) => opinion], ['处理', 6, ({ answer }) => answer]])]
      : []),
    paragraph('反映意见请写明事实和理由，并留下姓名、联系方式；反映人的信息依法保密。')
  ]
})

/** 利害关系人告知书: whose important interests the permit touches is heard before the decision (行政许可法第三十六条、第四十七条). */
export const interestedPartyNotice = defineDocument({
  title: '利害关系人告知书',
  numberWord: '利告',
  issuer: 'permit-organ',
  basis: '行政许可法第三十六条、第四十七条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    party: rows('利害关系人', { name: said('姓名或者名称'), relation: said('与事项的关系') }),
    matter: said('所涉事项与利益'),
    right: optional(text('陈述申辩、申请听证的权利')),
    apply_by: date('截止日')
  },
  addressee: ({ party }) => party.map(({ name }) => name).join('、'),
  body: (letter, data) => [
    paragraph(`本机关正在审查${letter.applicantName}在${letter.premises}提出的${itemNames(letter)}申请。经审查，该事项直接关系你（单位）的重大利益。依照${licensingLaw}第三十六条、第四十七条的规定，现告知如下：`),
    itemTable(letter.items),
    heading('利害关系人'),
    table(data.party, [ordinalColumn, ['姓名或者名称', 5, ({ name }) => name], ['与事项的关系', 8, ({ relation }) => relation]]),
    heading('所涉事项与利益'),
    paragraph(data.matter),
    heading('权利'),
    paragraph(data.right ?? '你（单位）有权进行陈述和申辩，本机关将听取意见；有权要求听证，自被告知之日起五个工作日内提出的，本机关在二十个工作日内组织听证，不收取费用。'),
    paragraph(`请于${inWords(data.apply_by)}前向本机关提出。逾期未提出的，本机关依法继续审查；在作出决定前仍可以书面陈述意见。`)
  ]
})
