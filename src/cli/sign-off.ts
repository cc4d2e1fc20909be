import { readDrafts } from '../catalogue/drafts.js'
import { draftChanges } from '../cases/publication/draft-changes.js'
import { neededSignOffs, signOff as sign } from '../cases/publication/sign-offs.js'
import { readConfig } from '../config.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command } from './command.js'
import { bpmnDir, changeLines, optionOf, requiredOption, signOffLine } from './publication-words.js'

export const signOff: Command = {
  name: 'sign-off',
  summary: '部门签署待发布的内容：自己的事项，牵头部门还有流程；sign-off list 列出要谁签、签了没有',
  usage: 'list [行业…] | <行业>… --department 部门 --by 姓名 [--paper 文号] [--note 备注]',
  options: { department: { type: 'string' }, by: { type: 'string' }, paper: { type: 'string' }, note: { type: 'string' } },
  optionHelp: {
    department: '部门标识，见 bpmn/departments.yaml',
    by: '签署人姓名',
    paper: '依据的文号',
    note: '备注'
  },
  failure: '没有签署',
  async run (args, io) {
    const [first, ...rest] = args.positionals
    if (first === undefined) throw new UsageError('请写明行业，或用 sign-off list 列出')
    const isList = first === 'list'
    const by = isList
      ? undefined
      : { department: requiredOption(args, 'department'), person: requiredOption(args, 'by'), paper: optionOf(args, 'paper'), note: optionOf(args, 'note') }
    const drafts = await readDrafts(bpmnDir, isList ? rest : args.positionals)
    const known = drafts[0]?.content.departments ?? []
    if (by !== undefined && known.every(({ id }) => id !== by.department)) {
      throw new UsageError(`没有部门“${by.department}”，可选：${known.map(({ id, name }) => `${id}（${name}）`).join('、')}`)
    }

    return await withDatabase(readConfig(io.env), async (database) => {
      if (by === undefined) {
        const needed = (await Promise.all(drafts.map(async (draft) => await neededSignOffs(database, draft)))).flat()
        io.print(needed.length === 0 ? '没有待签署的内容' : '待发布的内容须由下列部门签署：')
        for (const each of needed) io.print(signOffLine(each))
        return 0
      }
      for (const draft of drafts) changeLines(await draftChanges(database, draft)).forEach(io.print)
      const signed = await sign(database, drafts, by)
      io.print(signed.length === 0 ? `${by.department} 现在没有要签署的内容` : `${by.person} 代表 ${signed[0]!.department.name} 签署：`)
      for (const { industry, title } of signed) io.print(`  ${industry}：${title}`)
      if (signed.length > 0) io.print('只对现在的内容有效，内容再改须重新签署')
      return 0
    })
  }
}
