import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawModels } from './draw-models.js'
import { withModelTable } from './model-table.js'

/** File names of the pictures' folder, sorted. */
export interface FolderChanges { added: string[], changed: string[], removed: string[] }

interface Plan extends FolderChanges { wanted: Map<string, string> }

/**
 * Makes `target` show the models below `models`: `<process id>.svg` each, and the list in its README.md, if it has one. Pictures of models that are gone are deleted.
 * @throws UnreadableModel
 */
export async function writePictures (models: string, target: string): Promise<FolderChanges> {
  const { wanted, ...changes } = await planOf(models, target)
  for (const name of [...changes.added, ...changes.changed]) await writeFile(join(target, name), wanted.get(name)!)
  for (const name of changes.removed) await rm(join(target, name))
  return changes
}

/** What `writePictures` would do. */
export async function stalePictures (models: string, target: string): Promise<FolderChanges> {
  const { wanted: _, ...changes } = await planOf(models, target)
  return changes
}

async function planOf (models: string, target: string): Promise<Plan> {
  const pictures = await drawModels(models)
  const present = new Map<string, string>()
  for (const name of (await readdir(target)).filter((name) => /\.svg$|^README\.md$/.test(name))) present.set(name, await readFile(join(target, name), 'utf8'))
  const wanted = new Map(pictures.map(({ id, svg }) => [`${id}.svg`, svg]))
  const page = present.get('README.md')
  if (page !== undefined) wanted.set('README.md', withModelTable(page, pictures))
  return {
    wanted,
    added: [...wanted.keys()].filter((name) => !present.has(name)).sort(),
    changed: [...wanted.keys()].filter((name) => present.has(name) && present.get(name) !== wanted.get(name)).sort(),
    removed: [...present.keys()].filter((name) => !wanted.has(name)).sort()
  }
}
