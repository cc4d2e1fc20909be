import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { flag, integer, optional, rows, said, text } from '../fields.js'
import { itemTable, ordinalColumn } from '../wording.js'

/** 更正决定书: a slip of the pen or of reckoning in a paper already served; what was decided stays as it was. */
export const erratum = defineDocument({
  title: '更正决定书',
  numberWord: '更正',
  issuer: 'permit-organ',
  basis: '依法行政的一般规则',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    target_name: text('被更正文书或证件的名称'),
    target: text('被更正文书或证件号'),
    before_after: rows('更正前后', { item: text('项目'), before: text('更正前'), after: text('更正后') }),
    reason: said('原因'),
    same_number: flag('证件号不变、版本加一'),
    version: optional(integer('更正后的版本号'))
  },
  problems: ({ same_number: isSame, version }) => isSame && !version ? ['缺少“更正后的版本号”'] : [],
  body: (letter, data) => [
    paragraph(`本机关作出的《${data.target_name}》（${data.target}）有明显错误，现决定更正如下：`),
    itemTable(letter.items),
    table(data.before_after, [ordinalColumn, ['项目', 3, ({ item }) => item], ['更正前', 5, ({ before }) => before], ['更正后', 5, ({ after }) => after]]),
    facts([['原因', data.reason], ['更正后版本', data.same_number ? `第${data.version}版，编号不变` : undefined]]),
    heading('效力'),
    paragraph('本次更正不改变原决定的实质内容，原文书、证件的其他内容不变。更正后的文书、证件与本决定书一并送达。')
  ]
})
