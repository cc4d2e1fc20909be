import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { resolveIndustry } from '../catalogue/resolve-industry.js'
import type { PublishedIndustry } from '../catalogue/types.js'
import { renderModel } from '../diagrams/render-model.js'
import { StartupError } from '../platform/startup-problem.js'
import { bpmnDir } from './publication-words.js'

/** An industry as the files under `bpmn/` have it now. @throws StartupError with the industries that there are */
export async function draftIndustry (id: string): Promise<PublishedIndustry> {
  const catalogue = await loadCatalogue(bpmnDir)
  if (!Object.hasOwn(catalogue.industries, id)) {
    throw new StartupError({ cause: `没有这个行业：${id}`, fix: `可选：${Object.values(catalogue.industries).map((one) => `${one.id}（${one.name}）`).join('、')}` })
  }
  return resolveIndustry(catalogue, id)
}

/** Its flow as a picture; undefined while none is drawn. */
export async function draftFlow (id: string): Promise<string | undefined> {
  const model = await readFile(join(bpmnDir, 'industries', id, 'flow.bpmn'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return model === undefined ? undefined : await renderModel(model)
}
