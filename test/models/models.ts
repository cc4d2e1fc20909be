import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Model } from '../../src/check/model.js'
import { readDrawings } from '../../src/check/read-models.js'
import { projectRoot } from '../../src/project-root.js'

export { elementsBelow, extension, jobTypesOf, ofType, templateOf, type Box, type Drawn, type Element, type Model, type Point } from '../../src/check/model.js'

export const root = projectRoot()

/** File names without their ending, in a folder of the project. */
export async function namesIn (folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true })
  return entries.filter((entry) => entry.endsWith(ending)).map((entry) => basename(entry, ending)).sort()
}

/** Every model below bpmn/. @throws Error when one can't be read, or only with a warning */
export async function readModels (): Promise<Model[]> {
  const { models, findings } = await readDrawings(join(root, 'bpmn'))
  if (findings.length > 0) throw new Error(findings.map(({ file, what }) => `${file}: ${what}`).join('\n'))
  return models
}
