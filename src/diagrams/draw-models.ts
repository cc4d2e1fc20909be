import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { summaryOf, type ModelSummary } from './model-summary.js'
import { readDiagram } from './read-diagram.js'
import { renderDiagram } from './render-model.js'
import { UnreadableModel } from './unreadable-model.js'

export interface ModelPicture {
  /** The process's id and name. */
  id: string
  name: string
  /** Path below the models' folder, with `/`. */
  file: string
  svg: string
  summary: ModelSummary
}

/**
 * Draws every model below a folder, in the order of their files.
 * @throws UnreadableModel naming every file that can't be drawn, or two files with one process id
 */
export async function drawModels (folder: string): Promise<ModelPicture[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.bpmn')).map((file) => file.split(sep).join('/')).sort()
  const pictures: ModelPicture[] = []
  const problems: string[] = []
  for (const file of files) {
    const picture = await drawModel(folder, file).catch((error: Error) => {
      if (!(error instanceof UnreadableModel)) throw error
      problems.push(`${file}：${error.message}`)
    })
    const twin = pictures.find(({ id }) => id === picture?.id)
    if (twin !== undefined) problems.push(`${file}：流程标识“${twin.id}”已用于 ${twin.file}。请给其中一个换一个标识`)
    else if (picture) pictures.push(picture)
  }
  if (problems.length > 0) throw new UnreadableModel(problems.join('\n'))
  return pictures
}

async function drawModel (folder: string, file: string): Promise<ModelPicture> {
  const xml = await readFile(join(folder, file), 'utf8')
  const diagram = await readDiagram(xml)
  return { id: diagram.id, name: diagram.name, file, svg: renderDiagram(diagram), summary: await summaryOf(xml) }
}
