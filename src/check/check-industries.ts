import type { ModdleElement } from 'bpmn-moddle'
import type { Catalogue } from '../catalogue/catalogue.js'
import { CatalogueError } from '../catalogue/catalogue-error.js'
import { collectResources, drawnIndustries } from '../catalogue/collect-resources.js'
import { linkReader, type LinksOf } from '../catalogue/model-links.js'
import { readModel } from '../catalogue/model-reader.js'
import { resolveIndustry } from '../catalogue/resolve-industry.js'
import type { Permit, PublishedIndustry } from '../catalogue/types.js'
import { handlingOf, postCheckOf } from '../domain/handling.js'
import { findingOf, type Finding } from './finding.js'
import { lintModel } from './lint-models.js'
import { findingAt, mappingsOf, type Element, type Model } from './model.js'

/** Each industry that has a flow, against its industry.yaml and against the law of its permits; and all that it deploys is there. */
export async function checkIndustries (models: Model[], catalogue: Catalogue): Promise<Finding[]> {
  const read = new Map(models.map(({ text, definitions }) => [text, definitions as unknown as ModdleElement]))
  const linksOf = linkReader(async (xml) => read.get(xml) ?? await readModel(xml))
  const drawn = await drawnIndustries(catalogue.dir, Object.keys(catalogue.industries))
  return (await Promise.all(drawn.map(async (id) => await checkIndustry(models, catalogue, id, linksOf)))).flat()
}

async function checkIndustry (models: Model[], catalogue: Catalogue, id: string, linksOf: LinksOf): Promise<Finding[]> {
  const resources = await collectResources(catalogue.dir, id, linksOf).catch((error: unknown) => error)
  if (resources instanceof CatalogueError) return resources.problems.map((problem) => findingOf('deployment', problem))
  if (!Array.isArray(resources)) throw resources
  const names = new Set((resources as { name: string }[]).map(({ name }) => name))
  const deployed = models.filter(({ file }) => names.has(file))
  const flow = deployed.find(({ file }) => file === `industries/${id}/flow.bpmn`)
  if (flow === undefined) return []
  const industry = resolveIndustry(catalogue, id)
  return [...await checkBranches(flow, industry), ...checkLaw(flow, deployed, industry)]
}

async function checkBranches (flow: Model, { permits }: PublishedIndustry): Promise<Finding[]> {
  const known = permits.map(({ id, name, depends_on: needs }) => ({ id, name, awaits: needs.filter(({ kind }) => kind === 'hard').map(({ permit }) => permit) }))
  return await lintModel(flow, [{ rules: { 'onelicence/permit-branches': ['error', { permits: known }] } }])
}

/**
 * A permit whose law and manner demand a visit is handled by a process that awaits it, with a joint inspection deployed beside it; one that
 * is decided without a look, though its law asks for one, gets a dated post-check (行政许可法第三十四条、第六十一条).
 */
function checkLaw (flow: Model, deployed: Model[], { permits, decisions }: PublishedIndustry): Finding[] {
  const awaited = new Set(deployed.flatMap(messagesIn))
  return permits.flatMap((permit) => {
    const call = callOf(flow, permit)
    if (call === undefined) return []
    const tell = (what: string, howToMend: string): Finding => findingAt(flow, 'visit-or-post-check', call, `事项“${permit.name}”${what}`, howToMend)
    const manners = [false, ...(permit.commitment.available === 'no' || permit.commitment.available === 'not-applicable' ? [] : [true])]
    return manners.flatMap((isCommitment) => {
      const manner = { isCommitment, isOrdinary: false }
      const { isInstant, needsVisit } = handlingOf(decisions, permit, manner, {})
      if (needsVisit && !awaited.has('visit-ready')) return [tell('依法须先核查，流程里没有联合核查', '在主流程加上由消息 visit-ready 启动的联合核查')]
      if (needsVisit && !calledModel(deployed, call).includes('visit-concluded')) return [tell('依法须先核查，办理它的流程不等核查结论', '在办理流程中等待消息 visit-concluded')]
      if (!isLookedAtLater(permit, isInstant, needsVisit)) return []
      if (postCheckOf(decisions, permit, manner, {}) === undefined) return [tell('不经核查就决定，又没有写明日期的事后核查', '在 permit.yaml 的 commitment.post_check 写明 required: true 和 within')]
      return awaited.has('post-check-scheduled') ? [] : [tell('有事后核查，本行业没有部署事后核查流程', '在 industry.yaml 的 also_deploy 写上 post-check-handling')]
    })
  })
}

function isLookedAtLater (permit: Permit, isInstant: boolean, needsVisit: boolean): boolean {
  return isInstant && !needsVisit && ['always', 'conditional'].includes(permit.inspection.need)
}

function messagesIn ({ definitions }: Model): string[] {
  return definitions.rootElements.filter(({ $type }) => $type === 'bpmn:Message').map(({ name }) => name ?? '')
}

function callOf (flow: Model, { id }: Permit): Element | undefined {
  return flow.elements.find((element) => element.$type === 'bpmn:CallActivity' && mappingsOf(element, 'input').some(({ source, target }) => target === 'permit' && (source === id || source === `="${id}"`)))
}

/** The messages of the process that a call activity calls. */
function calledModel (deployed: Model[], call: Element): string[] {
  const called = call.extensionElements?.values.find(({ $type }) => $type === 'zeebe:CalledElement')?.processId
  return deployed.filter(({ process }) => process.id === called).flatMap(messagesIn)
}
