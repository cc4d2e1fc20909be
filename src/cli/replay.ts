import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readDrafts } from '../catalogue/drafts.js'
import { replayDraft, type DraftReplay } from '../cases/replay-draft.js'
import { readConfig } from '../config.js'
import { isCivilDate } from '../domain/time.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command, type ParsedArguments } from './command.js'
import { bpmnDir, optionOf, replayLines } from './publication-words.js'

const mostCases = 10_000

export const replay: Command = {
  name: 'replay',
  summary: '改革前重演：以前的办件（或生成的）如果按草案办，哪些事项、材料、核查、期限会不同，各部门省几天，因为哪条规则',
  usage: '[行业…] [--draft 文件夹] [--since 日期 | --generate 件数]',
  options: { draft: { type: 'string' }, since: { type: 'string' }, generate: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    draft: '草案的目录文件夹，默认 bpmn',
    since: '只看这一天（年-月-日）以后提交的办件；默认最近一万件',
    generate: '不用真实办件，按现行版本的规则生成这么多件（1 至 100000）',
    seed: '生成用的随机种子（整数），默认 1',
    json: '以 JSON 输出，供别的程序读取；还没有发布过的行业不在其中'
  },
  failure: '没有重演',
  async run (args, io) {
    const order = { since: sinceOf(args), most: mostCases, generate: numberOf(args, 'generate', 100_000), seed: numberOf(args, 'seed', 999_999_999) ?? 1, now: new Date() }
    if (order.since !== undefined && order.generate !== undefined) throw new UsageError('--since 和 --generate 只能用一个')
    const drafts = await readDrafts(await draftFolder(args), args.positionals)
    return await withDatabase(readConfig(io.env), async (database) => {
      const isJson = args.values.json === true
      const replays: DraftReplay[] = []
      for (const { content } of drafts) {
        const done = await replayDraft(database, content, order)
        if (done !== undefined) replays.push(done)
        else if (!isJson) io.print(`${content.name}（${content.id}）还没有发布过，没有可比的版本`)
      }
      if (isJson) io.print(JSON.stringify(replays, null, 2))
      else for (const one of replays) replayLines(one).forEach(io.print)
      return 0
    })
  }
}

async function draftFolder (args: ParsedArguments): Promise<string> {
  const folder = optionOf(args, 'draft')
  if (folder === null) return bpmnDir
  const dir = resolve(folder)
  const isCatalogue = await access(join(dir, 'industries')).then(() => true, () => false)
  if (!isCatalogue) throw new UsageError(`${dir} 不是目录文件夹：里面没有 industries`)
  return dir
}

function sinceOf (args: ParsedArguments): Date | undefined {
  const since = optionOf(args, 'since')
  if (since === null) return undefined
  if (!isCivilDate(since)) throw new UsageError(`--since 应为日期（年-月-日），得到 ${since}`)
  return new Date(`${since}T00:00:00+08:00`)
}

function numberOf (args: ParsedArguments, option: string, most: number): number | undefined {
  const text = optionOf(args, option)
  if (text === null) return undefined
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > most) throw new UsageError(`--${option} 应为 1 至 ${most} 的整数，得到 ${text}`)
  return Number(text)
}
