import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Knex } from 'knex'
import { IndustryNotConfirmed, publishCatalogueEdition } from '../cases/catalogue-edition.js'
import { editionAnnouncement } from '../cases/edition-announcement.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { readConfig } from '../config.js'
import { catalogueEditions } from '../database/catalogue-editions.js'
import { catalogueStatusNames } from '../domain/catalogue-status.js'
import { renderEdition, type EditionAnnouncement } from '../documents/guide/render-edition.js'
import { StartupError } from '../platform/startup-problem.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command, type CommandIo, type ParsedArguments } from './command.js'
import { bpmnDir, optionOf, publisherOf, requiredOption } from './publication-words.js'

export const catalogue: Command = {
  name: 'catalogue',
  summary: '改革目录清单：publish 公布新的一版（bpmn/catalogue.yaml），list 列出各版，show 显示一版，可另写成公告（PDF）',
  usage: 'publish --note 缘由 [--by 姓名] | list | show [版次] [--pdf 文件]',
  options: { note: { type: 'string' }, by: { type: 'string' }, folder: { type: 'string' }, pdf: { type: 'string' } },
  optionHelp: { note: '为什么公布，内部留存', by: '公布人姓名，不写即系统用户名', folder: '目录文件夹，不写即 bpmn', pdf: '把这一版写成清单公告（PDF）' },
  failure: '没有完成',
  async run (args, io) {
    const act = acts[args.positionals[0] ?? '']
    if (act === undefined || args.positionals.length > (args.positionals[0] === 'show' ? 2 : 1)) throw new UsageError('请写明 publish、list 或 show [版次]')
    return await withDatabase(readConfig(io.env), async (database) => await act(database, args, io))
  }
}

type Act = (database: Knex, args: ParsedArguments, io: CommandIo) => Promise<number>
const acts: Record<string, Act> = { publish, list, show }

async function publish (database: Knex, args: ParsedArguments, io: CommandIo): Promise<number> {
  const note = requiredOption(args, 'note')
  const files = await loadCatalogue(optionOf(args, 'folder') ?? bpmnDir)
  try {
    const number = await publishCatalogueEdition(database, files, { publishedBy: publisherOf(args), note, now: new Date() })
    io.print(number === undefined ? '与现行的一版相同，没有要公布的' : `已公布目录清单第 ${number} 版`)
    return 0
  } catch (error) {
    if (!(error instanceof IndustryNotConfirmed)) throw error
    io.print(`没有公布：\n${error.message}\n解决办法：用 onelicence confirm 登记确认并重新发布行业，或在 catalogue.yaml 中改回 trial`)
    return 1
  }
}

async function list (database: Knex, _args: ParsedArguments, io: CommandIo): Promise<number> {
  const editions = await catalogueEditions(database)
  if (editions.length === 0) io.print('还没有公布过目录清单')
  for (const { number, publishedOn, publishedBy, note } of editions) io.print(`第 ${number} 版\t${publishedOn}\t${publishedBy}\t${note}`)
  return 0
}

async function show (database: Knex, { positionals: [, wanted], values }: ParsedArguments, io: CommandIo): Promise<number> {
  if (wanted !== undefined && !/^[1-9]\d{0,8}$/.test(wanted)) throw new UsageError(`版次 "${wanted}" 应为正整数`)
  const edition = await editionAnnouncement(database, wanted === undefined ? undefined : Number(wanted))
  if (edition === undefined) {
    io.print(wanted === undefined ? '还没有公布过目录清单' : `没有第 ${wanted} 版目录清单`)
    return 1
  }
  io.print(`“一业一证”改革目录清单第 ${edition.number} 版（${edition.publishedOn} 公布）`)
  io.print(edition.announcement)
  for (const entry of edition.industries) {
    io.print([entry.name, catalogueStatusNames[entry.status], `${entry.validFrom ?? '公布之日'} 至 ${entry.validUntil ?? '长期'}`, entry.regionNames.join('、'), entry.leadDepartment.name, entry.reason ?? ''].join('\t').trimEnd())
  }
  if (typeof values.pdf === 'string') await writePdf(edition, values.pdf, io)
  return 0
}

async function writePdf (edition: EditionAnnouncement, file: string, io: CommandIo): Promise<void> {
  const content = await renderEdition(edition)
  await writeFile(resolve(file), content).catch((error: Error) => { throw new StartupError({ cause: `写不了文件 ${file}：${error.message}`, fix: '请用 --pdf 指定一个能写的地方' }) })
  io.print(`已写出 ${resolve(file)}`)
}
