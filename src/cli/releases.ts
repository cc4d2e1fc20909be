import { readConfig } from '../config.js'
import { listReleases } from '../database/releases.js'
import { momentInWords } from '../documents/wording.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command } from './command.js'

export const releases: Command = {
  name: 'releases',
  summary: '列出发布过的版本：版本、时间、发布人、说明、内容散列、在办办件数',
  usage: '[行业]',
  options: {},
  optionHelp: {},
  failure: '没有列出',
  async run ({ positionals: [industry, ...rest] }, io) {
    if (rest.length > 0) throw new UsageError('最多写一个行业')
    return await withDatabase(readConfig(io.env), async (database) => {
      const entries = await listReleases(database, industry)
      if (entries.length === 0) io.print(industry === undefined ? '还没有发布任何行业' : `行业 ${industry} 还没有发布过`)
      for (const { industry: id, version, publishedAt, publishedBy, note, contentHash, runningCases } of entries) {
        io.print(`${id} 第 ${version} 版\t${momentInWords(publishedAt)}\t${publishedBy}\t${note}\t${contentHash.slice(0, 12)}\t在办 ${runningCases} 件`)
      }
      return 0
    })
  }
}
