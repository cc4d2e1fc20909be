import { rollBack } from '../cases/publication/rollback.js'
import { readConfig } from '../config.js'
import { withDatabase } from '../platform/with-database.js'
import { withEngine } from '../platform/with-engine.js'
import { UsageError, type Command } from './command.js'
import { optionOf, publisherOf, requiredOption } from './publication-words.js'

export const rollback: Command = {
  name: 'rollback',
  summary: '退回：把一个行业以前的版本原样再发布为新版本，在办办件不受影响',
  usage: '<行业> --note 说明 [--to 版本] [--by 姓名]',
  options: { note: { type: 'string' }, to: { type: 'string' }, by: { type: 'string' } },
  optionHelp: {
    note: '退回的原因，记入版本',
    to: '退回到第几版，默认为现在的前一版',
    by: '操作人姓名，默认为登录的用户名'
  },
  failure: '没有退回，什么也没有改变',
  async run (args, io) {
    const [industry, ...rest] = args.positionals
    if (industry === undefined || rest.length > 0) throw new UsageError('请写明一个行业')
    const note = requiredOption(args, 'note')
    const to = optionOf(args, 'to')
    if (to !== null && !/^[1-9]\d{0,8}$/.test(to)) throw new UsageError(`--to 得到 "${to}"，应为版本号，例如 3`)
    const config = readConfig(io.env)
    return await withDatabase(config, async (database) => {
      const release = await withEngine(config, database, async (engine, epoch) => await rollBack(
        database, engine, industry, to === null ? undefined : Number(to), { epoch, publishedBy: publisherOf(args), note }))
      io.print(release === undefined ? '没有要退回的内容：现在的版本就是这样' : `已退回：${industry} 第 ${release.version} 版；bpmn/ 里的文件没有改动，下次发布前请一并更正`)
      return 0
    })
  }
}
