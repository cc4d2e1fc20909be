import type { Knex } from 'knex'
import { CatalogueError } from '../catalogue/catalogue-error.js'
import { readDrafts, type ReleaseDraft } from '../catalogue/drafts.js'
import { draftChanges } from '../cases/publication/draft-changes.js'
import { publishDrafts } from '../cases/publication/publish-drafts.js'
import { mustBeSigned } from '../cases/publication/sign-offs.js'
import { replayDraft } from '../cases/replay-draft.js'
import { checkFolder } from '../check/check-folder.js'
import { readConfig } from '../config.js'
import { withDatabase } from '../platform/with-database.js'
import { withEngine } from '../platform/with-engine.js'
import type { Command, CommandIo } from './command.js'
import { bpmnDir, changeLines, publisherOf, replayLines, requiredOption } from './publication-words.js'

/** The newest cases show what a publication would mean; all of them are for `onelicence replay`. */
const replayedCases = 1000

export const publish: Command = {
  name: 'publish',
  summary: '发布改动的行业：须有关部门已签署；要么全部发布，要么什么也不改变',
  usage: '[行业…] --note 说明 [--by 姓名] [--dry-run]',
  options: { note: { type: 'string' }, by: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  optionHelp: {
    note: '发布说明，记入版本',
    by: '发布人姓名，默认为登录的用户名',
    'dry-run': '只检查和比较，不发布'
  },
  failure: '没有发布，什么也没有改变',
  async run (args, io) {
    const note = requiredOption(args, 'note')
    const config = readConfig(io.env)
    await mustPassCheck(args.positionals)
    const drafts = await readDrafts(bpmnDir, args.positionals)
    return await withDatabase(config, async (database) => {
      const changed = await tellChanges(database, drafts, io)
      if (changed.length === 0) {
        io.print('没有要发布的内容：与已发布的版本相同')
        return 0
      }
      await mustBeSigned(database, changed)
      if (args.values['dry-run'] === true) {
        io.print('试运行：签署齐全，可以发布；什么也没有改变')
        return 0
      }
      const releases = await withEngine(config, database, async (engine, epoch) => await publishDrafts(
        database, engine, changed, { epoch, publishedBy: publisherOf(args), note, turn: 'at-once', signatures: 'needed' }))
      for (const { industry, version, contentHash } of releases) io.print(`已发布 ${industry} 第 ${version} 版（${contentHash.slice(0, 12)}）`)
      if (releases.length === 0) io.print('没有要发布的内容：别人刚刚发布了同样的内容')
      return 0
    })
  }
}

/** What `onelicence check` calls an error stops a publication, unless it is in the folder of an industry that isn't published now. */
async function mustPassCheck (industries: string[]): Promise<void> {
  const { findings } = await checkFolder(bpmnDir)
  const isConcerned = (file: string): boolean =>
    industries.length === 0 || !file.startsWith('industries/') || industries.some((industry) => file.startsWith(`industries/${industry}/`))
  const errors = findings.filter(({ severity, file }) => severity === 'error' && isConcerned(file))
  if (errors.length > 0) throw new CatalogueError(errors)
}

async function tellChanges (database: Knex, drafts: ReleaseDraft[], { print }: CommandIo): Promise<ReleaseDraft[]> {
  const changed: ReleaseDraft[] = []
  for (const draft of drafts) {
    const changes = await draftChanges(database, draft)
    if (changes.isUnchanged) continue
    changeLines(changes).forEach(print)
    const replayed = await replayDraft(database, draft.content, { most: replayedCases, seed: 1, now: new Date() })
    if (replayed !== undefined) replayLines(replayed).forEach(print)
    changed.push(draft)
  }
  return changed
}
