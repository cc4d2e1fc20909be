import { facts, heading, paragraph, table, type Block } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { dateTime, optional, rows, said, text } from '../fields.js'
import { itemNames, itemTable, momentInWords } from '../wording.js'

/** A department's own application form, generated from the one form (一表申请): never asked for, never uploaded. */
export const applicationForm = defineDocument({
  title: '申请表',
  numberWord: '申请',
  basis: '实施方案三（二）',
  seal: 'none',
  signer: 'applicant',
  page: 'record',
  fields: {
    form_name: optional(text('申请表名称')),
    answers: rows('填报内容', { group: text('分组'), label: text('项目'), value: said('内容') }),
    materials: optional(rows('材料', { name: text('材料名称'), state: text('提交方式') })),
    submitted_at: dateTime('提交时间')
  },
  titleOf: (data) => data.form_name ?? undefined,
  body: (letter, data) => [
    paragraph(`${data.form_name ?? `${itemNames(letter)}申请`}，由申请人在“一业一证”申请表中一次填报，系统按事项生成。`),
    itemTable(letter.items),
    ...groupBlocks(data.answers),
    ...(data.materials
      ? [heading('随附材料'), table(data.materials, [
          ['序号', 1, (_row, index) => index + 1],
          ['材料名称', 9, ({ name }) => name],
          ['提交方式', 4, ({ state }) => state]
        ])]
      : []),
    paragraph(`申请人声明：以上填报内容和所提交的材料真实、合法、有效，并承担相应的法律责任。提交时间：${momentInWords(data.submitted_at)}。`)
  ]
})

function groupBlocks (answers: { group: string, label: string, value: string }[]): Block[] {
  return [...new Set(answers.map(({ group }) => group))].flatMap((group) => [
    heading(group),
    facts(answers.filter((answer) => answer.group === group).map(({ label, value }): [string, string] => [label, value]))
  ])
}
