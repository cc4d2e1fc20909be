import { CatalogueError } from './catalogue-error.js'
import { collectResources, drawnIndustries, formsOf } from './collect-resources.js'
import { contentHash } from './content-hash.js'
import { loadCatalogue } from './load-catalogue.js'
import { modelElements } from './model-elements.js'
import { linkReader } from './model-links.js'
import { modelReader, readModel } from './model-reader.js'
import { resolveIndustry } from './resolve-industry.js'
import type { PublishedIndustry, Resource } from './types.js'

/** What one release of an industry consists of: as the files say today, or as an earlier release said. */
export interface ReleaseDraft {
  industry: string
  content: PublishedIndustry
  /** Everything that is deployed together. */
  resources: Resource[]
  contentHash: string
  forms: Record<string, unknown>
  elementNames: Record<string, Record<string, string>>
  taskOutputs: Record<string, Record<string, string[]>>
}

/**
 * The industries under `bpmnDir` as they would be published now: those named, or all that have a flow.
 * @throws CatalogueError with what is wrong in the files, or when there is no such industry
 */
export async function readDrafts (bpmnDir: string, industries: readonly string[] = []): Promise<ReleaseDraft[]> {
  const catalogue = await loadCatalogue(bpmnDir)
  const known = Object.keys(catalogue.industries)
  const unknown = industries.filter((industry) => !known.includes(industry))
  if (unknown.length > 0) {
    throw new CatalogueError(unknown.map((id) => ({ file: `industries/${id}`, line: null, what: '没有这个行业', howToMend: `可选：${Object.values(catalogue.industries).map(({ id: each, name }) => `${each}（${name}）`).join('、')}` })))
  }
  const read = modelReader()
  const linksOf = linkReader(read)
  const drafts: ReleaseDraft[] = []
  for (const industry of industries.length > 0 ? industries : await drawnIndustries(bpmnDir, known)) {
    drafts.push(await releaseDraftOf(resolveIndustry(catalogue, industry), await collectResources(bpmnDir, industry, linksOf), read))
  }
  return drafts
}

export async function releaseDraftOf (content: PublishedIndustry, resources: Resource[], read = readModel): Promise<ReleaseDraft> {
  const { names, taskOutputs } = await modelElements(resources, read)
  return { industry: content.id, content, resources, contentHash: contentHash(content, resources), forms: formsOf(resources), elementNames: names, taskOutputs }
}
