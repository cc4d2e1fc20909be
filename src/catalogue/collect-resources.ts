import { access, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { parse } from 'yaml'
import { CatalogueError, type CatalogueProblem } from './catalogue-error.js'
import { linkReader, type LinksOf, type ModelLinks } from './model-links.js'
import type { Resource } from './types.js'
import { readText } from './utf8.js'

/** The broker's largest message; a deployment must stay below it. */
export const maxDeploymentBytes = 4 * 1024 * 1024

/** The watch over the limits belongs to every industry: its newest deployment runs for all cases. */
const alwaysDeployed = ['time-limit-watch']

interface Library {
  models: Map<string, { resource: Resource, links: ModelLinks }>
  forms: Map<string, Resource>
  decisions: Map<string, Resource>
}

/** Of these industries those that have a flow; the others are still being written, and nobody is offered them. */
export async function drawnIndustries (dir: string, industries: string[]): Promise<string[]> {
  const isDrawn = await Promise.all(industries.map(async (industry) => await access(join(dir, flowOf(industry))).then(() => true, () => false)))
  return industries.filter((_, index) => isDrawn[index])
}

function flowOf (industry: string): string {
  return `industries/${industry}/flow.bpmn`
}

/**
 * Everything that one industry deploys at once: the models in its folder, the processes they call (and those call), `also_deploy` of
 * industry.yaml (shared processes that nothing calls), the watch over the limits, and the forms and decision tables of all of them, which are bound by deployment.
 * @throws CatalogueError: a model that can't be read, a called process, form or decision that no file brings, 4 MB or more.
 */
export async function collectResources (dir: string, industryId: string, linksOf = linkReader()): Promise<Resource[]> {
  const problems: CatalogueProblem[] = []
  const library = await readLibrary(dir, industryId, linksOf, problems)
  const flowName = flowOf(industryId)
  const own = [...library.models.values()].filter((model) => model.resource.name.startsWith(`industries/${industryId}/`))
  const hasFlow = own.some((model) => model.resource.name === flowName)
  if (!hasFlow && problems.length === 0) problems.push({ file: flowName, line: null, what: '没有这个行业的流程', howToMend: '用 Camunda Modeler 建立 flow.bpmn' })
  if (problems.length > 0) throw new CatalogueError(problems)

  const collected = new Map<string, Resource>()
  const shared = [...alwaysDeployed.filter((id) => library.models.has(id)), ...await alsoDeployed(dir, industryId)]
  const open = [...own.flatMap((model) => model.links.processes), ...shared].map((id) => ({ id, from: flowName }))
  while (open.length > 0) {
    const { id, from } = open.pop()!
    const model = library.models.get(id)
    if (model === undefined) {
      problems.push({ file: from, line: null, what: `调用的流程“${id}”不存在`, howToMend: '检查流程标识，或在 bpmn/shared/ 补上该流程' })
    } else if (!collected.has(model.resource.name)) {
      collected.set(model.resource.name, model.resource)
      addLinked(model, library, collected, problems)
      open.push(...[...model.links.processes, ...model.links.calledProcesses].map((called) => ({ id: called, from: model.resource.name })))
    }
  }
  const resources = [...collected.values()].sort((a, b) => a.name < b.name ? -1 : 1)
  const bytes = resources.reduce((sum, resource) => sum + Buffer.byteLength(resource.content), 0)
  if (bytes >= maxDeploymentBytes) problems.push({ file: flowName, line: null, what: `部署共 ${bytes} 字节，达到 4 MB 上限`, howToMend: '精简模型和表单，或拆出公共流程' })
  if (problems.length > 0) throw new CatalogueError(problems)
  return resources
}

/**
 * One shared process with the forms and decision tables that it uses.
 * @throws CatalogueError when one of them is missing or can't be read
 */
export async function collectShared (dir: string, processId: string): Promise<Resource[]> {
  const problems: CatalogueProblem[] = []
  const library = await readLibrary(dir, undefined, linkReader(), problems)
  const collected = new Map<string, Resource>()
  const model = library.models.get(processId)
  if (model === undefined) problems.push({ file: 'shared', line: null, what: `流程“${processId}”不存在`, howToMend: '从上一版恢复' })
  else addLinked(model, library, collected, problems)
  if (problems.length > 0) throw new CatalogueError(problems)
  return [model!.resource, ...collected.values()]
}

/** The Camunda forms among the resources, by form id (what a user task names). */
export function formsOf (resources: Resource[]): Record<string, unknown> {
  const forms = resources.filter((resource) => resource.name.endsWith('.form')).map((resource) => JSON.parse(resource.content) as { id: string })
  return Object.fromEntries(forms.map((form) => [form.id, form]))
}

function addLinked (model: { resource: Resource, links: ModelLinks }, library: Library, collected: Map<string, Resource>, problems: CatalogueProblem[]): void {
  const file = model.resource.name
  for (const id of model.links.forms) {
    const form = library.forms.get(id)
    if (form === undefined) problems.push({ file, line: null, what: `用到的表单“${id}”不存在`, howToMend: '检查表单标识，或补上 .form 文件' })
    else collected.set(form.name, form)
  }
  for (const id of model.links.decisions) {
    const decision = library.decisions.get(id)
    if (decision === undefined) problems.push({ file, line: null, what: `用到的决策表“${id}”不存在`, howToMend: '检查决策标识，或补上 .dmn 文件' })
    else collected.set(decision.name, decision)
  }
}

async function readLibrary (dir: string, industryId: string | undefined, linksOf: LinksOf, problems: CatalogueProblem[]): Promise<Library> {
  const library: Library = { models: new Map(), forms: new Map(), decisions: new Map() }
  for (const folder of ['shared', 'permits', ...industryId === undefined ? [] : [join('industries', industryId)]]) {
    for (const resource of await filesBelow(dir, folder)) {
      if (resource.name.endsWith('.bpmn')) await addModel(resource, library, linksOf, problems)
      else if (resource.name.endsWith('.form')) addForm(resource, library, problems)
      else if (resource.name.endsWith('.dmn')) for (const id of decisionIds(resource.content)) library.decisions.set(id, resource)
    }
  }
  return library
}

async function addModel (resource: Resource, library: Library, linksOf: LinksOf, problems: CatalogueProblem[]): Promise<void> {
  const links = await linksOf(resource.content).catch((error: unknown) => error as Error)
  if (links instanceof Error) {
    problems.push({ file: resource.name, line: null, what: `不是能读的 BPMN：${links.message.split('\n')[0] ?? ''}`, howToMend: '用 Camunda Modeler 打开检查并重新保存' })
    return
  }
  for (const id of links.processes) {
    const other = library.models.get(id)
    if (other !== undefined) problems.push({ file: resource.name, line: null, what: `流程标识“${id}”与 ${other.resource.name} 重复`, howToMend: '给其中一个换标识' })
    library.models.set(id, { resource, links })
  }
}

function addForm (resource: Resource, library: Library, problems: CatalogueProblem[]): void {
  try {
    library.forms.set((JSON.parse(resource.content) as { id: string }).id, resource)
  } catch {
    problems.push({ file: resource.name, line: null, what: '不是 Camunda 表单（JSON）', howToMend: '用 Camunda Modeler 打开并重新保存' })
  }
}

/** DMN files are small and flat: a decision's id stands on its own element. */
function decisionIds (xml: string): string[] {
  return [...xml.matchAll(/<(?:\w+:)?decision\b[^>]*?\bid="([^"]+)"/g)].map((match) => match[1]!)
}

async function alsoDeployed (dir: string, industryId: string): Promise<string[]> {
  const text = await readFile(join(dir, 'industries', industryId, 'industry.yaml'), 'utf8').catch(() => '')
  return (parse(text) as { also_deploy?: string[] } | null)?.also_deploy ?? []
}

async function filesBelow (dir: string, folder: string): Promise<Resource[]> {
  const entries = await readdir(join(dir, folder), { withFileTypes: true, recursive: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/')).sort()
  return await Promise.all(names.filter((name) => /\.(bpmn|form|dmn)$/.test(name)).map(async (name) => ({ name, content: await readText(join(dir, name)) })))
}
