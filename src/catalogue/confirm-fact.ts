import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument, type YAMLSeq } from 'yaml'
import type { Catalogue } from './catalogue.js'
import { CatalogueError } from './catalogue-error.js'
import { confirmationsFile, placeOfFact, type Confirmation } from './confirmations.js'
import { decisionFacts } from './decision-facts.js'
import { factOf, settleFact, type StatedFact } from './facts.js'
import { loadCatalogue } from './load-catalogue.js'
import { confirmersOf } from './open-facts.js'
import { readYamlFile } from './yaml-file.js'

export type ConfirmationOrder = Pick<Confirmation, 'fact' | 'by' | 'department' | 'paper' | 'on'> & { value?: unknown }

/**
 * Adds a confirmation to `confirmations.yaml`, after what stands there; the fact may be open or confirmed before (then the new one holds). The
 * whole catalogue is checked with it first; the file is replaced at once, and by one at a time.
 * @returns the record as written
 * @throws RangeError in Chinese: no such fact, a department without a say, a correction that doesn't fit, somebody else at it; CatalogueError
 */
export async function confirmFact (catalogue: Catalogue, order: ConfirmationOrder): Promise<Confirmation> {
  const confirmation = await confirmationOf(catalogue, order)
  const path = join(catalogue.dir, confirmationsFile)
  const draft = `${path}.new`
  await beginDraft(draft)
  try {
    const text = withConfirmation(await readFile(path, 'utf8'), confirmation)
    await loadCatalogue(catalogue.dir, text)
    await writeFile(draft, text)
    await rename(draft, path)
  } catch (error) {
    await rm(draft)
    throw error
  }
  return confirmation
}

async function beginDraft (draft: string): Promise<void> {
  await writeFile(draft, '', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new RangeError(`另有人正在登记确认，请稍后再试；确实没有人在登记的，删去 ${draft}`) : error
  })
}

function withConfirmation (text: string, confirmation: Confirmation): string {
  const document = parseDocument(text)
  const list = document.contents as YAMLSeq
  list.flow = false
  list.add(document.createNode(confirmation))
  return document.toString({ lineWidth: 0 })
}

async function confirmationOf (catalogue: Catalogue, { fact: path, value, by, department, paper, on }: ConfirmationOrder): Promise<Confirmation> {
  const fact = path.startsWith('decisions/') ? decisionFacts(catalogue.decisions).find((one) => one.path === path) : await factInFile(catalogue, path, value)
  if (fact === undefined) throw new RangeError(`没有待核内容“${path}”；用 onelicence confirm list 查看`)
  const confirmers = confirmersOf(catalogue, path)
  if (!confirmers.includes(department)) throw new RangeError(`“${path}”不归部门“${department}”确认，应由 ${confirmers.join('、')} 确认`)
  const outcome = value === undefined ? { outcome: 'confirmed' as const } : { outcome: 'corrected' as const, value }
  return { fact: path, text: fact.text, ...outcome, by, department, paper, on }
}

/** As the file states it, whatever was confirmed before. Throws RangeError when a correction doesn't fit it. */
async function factInFile (catalogue: Catalogue, path: string, correction: unknown): Promise<StatedFact | undefined> {
  const { file, steps } = placeOfFact(path)
  if (catalogue.sources[file] === undefined) return undefined
  const yaml = await readYamlFile(catalogue.dir, file)
  if (Array.isArray(yaml)) throw new CatalogueError(yaml)
  const fact = factOf(yaml.data, steps, path)
  if (fact !== undefined) settleFact(yaml.data, steps, correction)
  return fact
}
