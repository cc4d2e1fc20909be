import { facts, heading, paragraph, table, type Block } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, dateTime, flag, optional, rows, said, text } from '../fields.js'
import type { Letter } from '../letter.js'
import { inWords, itemNames, itemTable, licensingLaw, momentInWords, ordinalColumn } from '../wording.js'

const hearingTitles = { right: '听证告知书', hearing: '听证通知书', announcement: '听证公告' } as const

interface HearingNotice {
  stage: keyof typeof hearingTitles
  matter: string
  right?: string | null
  apply_by?: string | null
  held_at?: Date | string | null
  place?: string | null
  chair?: string | null
  public?: boolean | null
  reason_not_public?: string | null
}

/**
 * 听证告知书、听证通知书、听证公告: the right to a hearing, then where and when it is held. Five working days to ask for it, twenty to hold it, told
 * seven days before; the chair has not reviewed the application (行政许可法第四十六条至第四十八条). `notified`: an interested party that it goes to.
 */
export const hearingNotice = defineDocument({
  title: '听证告知书',
  numberWord: '听告',
  issuer: 'permit-organ',
  basis: '行政许可法第四十六条至第四十八条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    stage: choice('文书', hearingTitles),
    matter: said('听证事项'),
    right: optional(text('申请听证的权利与期限')),
    apply_by: optional(date('申请截止日')),
    held_at: optional(dateTime('时间')),
    place: optional(said('地点')),
    chair: optional(said('主持人')),
    public: optional(flag('是否公开')),
    reason_not_public: optional(said('不公开的理由')),
    notified: optional(said('受通知人'))
  },
  titleOf: ({ stage }) => hearingTitles[stage],
  addressee: ({ stage, notified }) => stage === 'announcement' ? null : notified ?? undefined,
  problems: hearingProblems,
  body: (letter, data) => [
    ...(data.stage === 'right' ? rightBlocks(letter, data) : arrangementBlocks(letter, data)),
    paragraph(`听证不收取任何费用。听证所需时间依照${licensingLaw}第四十五条不计算在办理期限内的，另行书面告知。`)
  ]
})

function hearingProblems ({ stage, apply_by: applyBy, held_at: heldAt, place, chair, public: isPublic, reason_not_public: reason }: HearingNotice): string[] {
  if (stage === 'right') return applyBy ? [] : ['缺少“申请截止日”']
  return [
    ...(heldAt ? [] : ['缺少“时间”']),
    ...(place ? [] : ['缺少“地点”']),
    ...(chair ? [] : ['缺少“主持人”']),
    ...(isPublic === undefined || isPublic === null ? ['缺少“是否公开”'] : []),
    ...(isPublic === false && !reason ? ['不公开的听证缺少“不公开的理由”'] : [])
  ]
}

function rightBlocks (letter: Letter, data: HearingNotice): Block[] {
  return [
    paragraph(`本机关正在审查${letter.applicantName}提出的${itemNames(letter)}申请。依照${licensingLaw}第四十六条、第四十七条的规定，现就听证的权利告知如下：`),
    itemTable(letter.items),
    facts([['听证事项', data.matter], ['申请截止日', inWords(data.apply_by!)]]),
    paragraph(data.right ?? '对上列事项有要求听证的权利。要求听证的，应当自被告知听证权利之日起五个工作日内向本机关提出；本机关在二十个工作日内组织听证。逾期未提出的，本机关依法继续审查；仍有权陈述和申辩。')
  ]
}

function arrangementBlocks (letter: Letter, data: HearingNotice): Block[] {
  return [
    paragraph(`本机关定于下列时间、地点，就${letter.applicantName}提出的${itemNames(letter)}申请举行听证。依照${licensingLaw}第四十八条的规定，现${data.stage === 'announcement' ? '予公告' : '通知如下'}：`),
    itemTable(letter.items),
    facts([
      ['听证事项', data.matter],
      ['时间', momentInWords(data.held_at!)],
      ['地点', data.place!],
      ['主持人', `${data.chair}（非本申请的审查人员）`],
      ['是否公开', data.public ? '公开举行' : `不公开举行：${data.reason_not_public}`]
    ]),
    paragraph(data.stage === 'announcement'
      ? '与上列事项有利害关系、要求参加听证的，请在举行前向本机关提出。公开举行的，可以旁听。'
      : '请携带身份证明和证据材料按时参加；可以委托代理人，代理人应当出示授权委托书。认为主持人与本申请有直接利害关系的，有权申请回避。听证中可以提出证据，并进行申辩和质证。不能按时参加的，请提前告知。')
  ]
}

/** 听证笔录: what was said; the participants confirm it, and the organ decides by it (行政许可法第四十八条第二款). */
export const hearingRecord = defineDocument({
  title: '听证笔录',
  numberWord: '听录',
  issuer: 'permit-organ',
  basis: '行政许可法第四十八条',
  seal: 'none',
  signer: 'organ',
  page: 'record',
  fields: {
    held_at: text('起止时间'),
    place: said('地点'),
    chair: said('主持人'),
    recorder: said('记录人'),
    participants: rows('参加人', { name: said('姓名'), role: said('身份'), organ: optional(text('单位')), confirmed: text('确认方式') }),
    statements: rows('陈述、质证要点', { speaker: said('发言人'), words: said('要点') }),
    conclusion: text('记录确认')
  },
  body: (letter, data) => [
    itemTable(letter.items),
    facts([
      ['申请人', letter.applicantName],
      ['听证时间', data.held_at],
      ['听证地点', data.place],
      ['主持人', data.chair],
      ['记录人', data.recorder]
    ]),
    heading('参加人'),
    table(data.participants, [
      ['姓名', 3, ({ name }) => name],
      ['身份', 3, ({ role }) => role],
      ['单位', 5, ({ organ }) => organ ?? undefined],
      ['确认方式', 3, ({ confirmed }) => confirmed]
    ]),
    heading('陈述、申辩和质证要点'),
    table(data.statements, [ordinalColumn, ['发言人', 3, ({ speaker }) => speaker], ['要点', 10, ({ words }) => words]]),
    heading('记录确认'),
    paragraph(data.conclusion),
    paragraph(`本笔录已交听证参加人确认无误。依照${licensingLaw}第四十八条第二款的规定，本机关根据听证笔录作出行政许可决定。`)
  ]
})
