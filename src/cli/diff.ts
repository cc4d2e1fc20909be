import { readDrafts } from '../catalogue/drafts.js'
import { draftChanges } from '../cases/publication/draft-changes.js'
import { readConfig } from '../config.js'
import { withDatabase } from '../platform/with-database.js'
import type { Command } from './command.js'
import { bpmnDir, changeLines } from './publication-words.js'

export const diff: Command = {
  name: 'diff',
  summary: '与已发布的版本比较：改了什么、谁负责、多少在办办件保持旧版',
  usage: '[行业…]',
  options: {},
  optionHelp: {},
  failure: '没有比较',
  async run ({ positionals }, io) {
    const drafts = await readDrafts(bpmnDir, positionals)
    return await withDatabase(readConfig(io.env), async (database) => {
      const changes = await Promise.all(drafts.map(async (draft) => await draftChanges(database, draft)))
      const shown = positionals.length > 0 ? changes : changes.filter(({ isUnchanged }) => !isUnchanged)
      for (const each of shown) changeLines(each).forEach(io.print)
      if (shown.length === 0) io.print('没有改动：各行业都与已发布的版本相同')
      return 0
    })
  }
}
