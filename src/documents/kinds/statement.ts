import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, dateTime, optional, rows, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, licensingLaw, momentInWords, ordinalColumn } from '../wording.js'

const intentions = { refuse: '不予行政许可', revoke: '撤销行政许可', 'cancel-filing': '取消备案', withdraw: '撤回行政许可' } as const

/** 拟不予许可（拟撤销）事先告知书: before every decision against the party, which is heard first; the clock runs on (行政许可法第七条、第三十六条). */
export const priorNotice = defineDocument({
  title: '拟不予行政许可事先告知书',
  numberWord: '拟告',
  issuer: 'permit-organ',
  basis: '行政许可法第七条、第三十六条',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    intended: choice('拟作决定', intentions),
    facts: said('事实'),
    reasons: said('理由和依据'),
    right: optional(text('陈述申辩、要求听证的权利与期限')),
    respond_by: date('期限')
  },
  titleOf: ({ intended }) => `拟${intentions[intended]}事先告知书`,
  body: (letter, data) => [
    paragraph(`关于你（单位）${data.intended === 'refuse' ? '提出的' : '取得的'}${itemNames(letter)}，本机关拟作出${intentions[data.intended]}的决定。依照${licensingLaw}第七条、第三十六条的规定，现将事实、理由和依据事先告知如下：`),
    itemTable(letter.items),
    heading('事实'),
    paragraph(data.facts),
    heading('理由和依据'),
    paragraph(data.reasons),
    heading('陈述和申辩的权利'),
    paragraph(`${data.right ?? '你（单位）有权进行陈述和申辩，提出事实、理由和证据；直接涉及与他人之间重大利益关系的，有权要求听证。'}请于${inWords(data.respond_by)}前向本机关提出，可以书面、当面或者在办理系统中提出。`),
    paragraph(`本机关将充分听取意见，成立的予以采纳。期满未提出的，本机关依法作出决定。本告知书不是最终决定${data.intended === 'refuse' ? '，不停止计算办理期限' : ''}。`)
  ]
})

const forms = { oral: '当面陈述，当场制作', written: '书面意见' } as const

/** 陈述申辩笔录: what the applicant or an interested party says against the intended decision, and what the organ makes of it. */
export const statementRecord = defineDocument({
  title: '陈述申辩笔录',
  numberWord: '陈录',
  issuer: 'permit-organ',
  basis: '行政许可法第七条、第三十六条',
  seal: 'none',
  signer: 'organ',
  page: 'record',
  fields: {
    speaker: rows('陈述人与身份', { name: said('姓名'), identity: said('身份'), confirmed: text('确认方式') }),
    form: choice('形式', forms),
    taken_at: dateTime('时间'),
    place: optional(said('地点')),
    recorder: said('记录人'),
    about: optional(text('所针对的告知书')),
    statements: said('意见'),
    evidence: optional(rows('证据材料', { name: text('名称'), content: optional(text('证明内容')) })),
    adopted: said('采纳情况与理由')
  },
  body: (letter, data) => [
    itemTable(letter.items),
    facts([
      ['形式', forms[data.form]],
      ['时间', momentInWords(data.taken_at)],
      ['地点', data.place ?? undefined],
      ['记录人', data.recorder],
      ['所针对的告知书', data.about ?? undefined]
    ]),
    heading('陈述人'),
    table(data.speaker, [['姓名', 4, ({ name }) => name], ['身份', 6, ({ identity }) => identity], ['确认方式', 4, ({ confirmed }) => confirmed]]),
    heading('陈述、申辩意见'),
    paragraph(data.statements),
    ...(data.evidence
      ? [heading('证据材料'), table(data.evidence, [ordinalColumn, ['名称', 5, ({ name }) => name], ['证明内容', 8, ({ content }) => content ?? undefined]])]
      : []),
    heading('采纳情况与理由'),
    paragraph(data.adopted)
  ]
})
