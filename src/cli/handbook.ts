import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { PublishedIndustry } from '../catalogue/types.js'
import { readConfig, type Config } from '../config.js'
import { publishedFlow } from '../database/release-resources.js'
import { contentOf, latestRelease, publicationOf } from '../database/releases.js'
import { renderModel } from '../diagrams/render-model.js'
import { renderHandbook } from '../documents/guide/render-handbook.js'
import { renderPoster } from '../documents/guide/render-poster.js'
import { draftSource, releaseSource } from '../documents/guide/source-words.js'
import { StartupError } from '../platform/startup-problem.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command, type CommandIo } from './command.js'
import { draftFlow, draftIndustry } from './draft-industry.js'

const usualPort = 8000

export const handbook: Command = {
  name: 'handbook',
  summary: '写出一个行业的工作规范和窗口海报（PDF）',
  usage: '<行业> [--out 目录] [--draft]',
  options: { out: { type: 'string', default: '.' }, draft: { type: 'boolean' } },
  optionHelp: {
    out: '写到哪个目录，默认当前目录',
    draft: '用 bpmn/ 下的文件，而不是已发布的版本'
  },
  failure: '没有写出工作规范',
  async run ({ positionals: [id, ...rest], values }, io) {
    if (id === undefined || rest.length > 0) throw new UsageError('请写明一个行业，例如 onelicence handbook convenience-store')
    const config = readConfig(io.env)
    const now = new Date()
    const edition = values.draft === true ? await draftEdition(id, now) : await publishedEdition(config, id)
    const folder = resolve(String(values.out))
    const files = {
      [`${id}-handbook.pdf`]: await renderHandbook(edition),
      [`${id}-poster.pdf`]: await renderPoster({ ...edition, url: `${publicUrl(config, io)}/industries/${id}` })
    }
    await write(folder, files)
    for (const name of Object.keys(files)) io.print(`已写出 ${join(folder, name)}`)
    return 0
  }
}

interface Edition { industry: PublishedIndustry, source: string, issuedAt: Date, flow: string | undefined }

async function draftEdition (id: string, now: Date): Promise<Edition> {
  const industry = await draftIndustry(id)
  return { industry, source: draftSource(industry.name, now), issuedAt: now, flow: await draftFlow(id) }
}

async function publishedEdition (config: Config, id: string): Promise<Edition> {
  return await withDatabase(config, async (database) => {
    const release = await latestRelease(database, id)
    if (release === undefined) throw new StartupError({ cause: `行业 ${id} 还没有发布`, fix: '请先发布；要用 bpmn/ 下的文件，请加 --draft' })
    const industry = await contentOf(database, release)
    const publication = await publicationOf(database, release.id)
    const model = await publishedFlow(database, id, release.id)
    const flow = model === undefined ? undefined : await renderModel(model)
    return { industry, source: releaseSource(industry.name, publication), issuedAt: publication.publishedAt, flow }
  })
}

function publicUrl ({ publicUrl: url, host, port }: Config, io: CommandIo): string {
  if (url !== null) return url.replace(/\/$/, '')
  const own = `http://${host}:${port ?? usualPort}`
  io.print(`没有设置 PUBLIC_URL：海报的二维码写的是 ${own}，只能在本机使用`)
  return own
}

async function write (folder: string, files: Record<string, Buffer>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  } catch (error) {
    throw new StartupError({ cause: `写不到目录 ${folder}：${(error as Error).message}`, fix: '请用 --out 指定一个能写的目录' })
  }
}
