import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { stalePictures, writePictures, type FolderChanges } from '../diagrams/picture-folder.js'
import { UnreadableModel } from '../diagrams/unreadable-model.js'
import { projectRoot } from '../project-root.js'
import { StartupError } from '../platform/startup-problem.js'
import { UsageError, type Command, type CommandIo } from './command.js'

const usualTarget = 'docs/models'

export const docs: Command = {
  name: 'docs',
  summary: '生成文档：docs models 把 bpmn/ 下的流程图画成 docs/models/ 里的图片和目录',
  usage: 'models',
  options: { check: { type: 'boolean' }, to: { type: 'string' } },
  optionHelp: { check: '只核对，不写文件；图片与流程图不一致时退出码为 1', to: `图片的目录，默认 ${usualTarget}；其中的 SVG 都由本命令管理` },
  async run ({ positionals, values }, io) {
    if (positionals.join(' ') !== 'models') throw new UsageError(positionals.length === 0 ? '缺少要生成的文档：models' : `没有这种文档：${positionals.join(' ')}`)
    const models = join(projectRoot(), 'bpmn')
    const target = typeof values.to === 'string' ? resolve(values.to) : join(projectRoot(), usualTarget)
    const shown = typeof values.to === 'string' ? values.to : usualTarget
    if (!await isFolder(target)) throw new UsageError(`没有目录 ${shown}`)
    try {
      return values.check === true ? reportStale(await stalePictures(models, target), shown, io) : reportWritten(await written(models, target, shown), shown, io)
    } catch (error) {
      if (!(error instanceof UnreadableModel)) throw error
      io.print(`${error.message}\n没有写任何文件`)
      return 1
    }
  }
}

async function written (models: string, target: string, shown: string): Promise<FolderChanges> {
  return await writePictures(models, target).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall === undefined ? error : new StartupError({ cause: `写不了目录 ${shown}：${error.message}`, fix: '请用 --to 指定一个能写的目录' })
  })
}

async function isFolder (path: string): Promise<boolean> {
  return await stat(path).then((found) => found.isDirectory(), () => false)
}

function reportWritten ({ added, changed, removed }: FolderChanges, folder: string, io: CommandIo): number {
  for (const name of added) io.print(`新增 ${join(folder, name)}`)
  for (const name of changed) io.print(`更新 ${join(folder, name)}`)
  for (const name of removed) io.print(`删除 ${join(folder, name)}`)
  if (added.length + changed.length + removed.length === 0) io.print(`${folder} 已与流程图一致`)
  return 0
}

function reportStale ({ added, changed, removed }: FolderChanges, folder: string, io: CommandIo): number {
  for (const name of added) io.print(`缺少 ${join(folder, name)}`)
  for (const name of changed) io.print(`过时 ${join(folder, name)}`)
  for (const name of removed) io.print(`多余 ${join(folder, name)}`)
  const isStale = added.length + changed.length + removed.length > 0
  io.print(isStale ? '请运行 onelicence docs models 重画' : `${folder} 与流程图一致`)
  return isStale ? 1 : 0
}
