import type { Knex } from 'knex'
import { readCalendarFiles } from '../catalogue/calendar-files.js'
import { collectResources, drawnIndustries, formsOf } from '../catalogue/collect-resources.js'
import { contentHash } from '../catalogue/content-hash.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { resolveIndustry } from '../catalogue/resolve-industry.js'
import { modelElements } from '../catalogue/model-elements.js'
import type { PublishedIndustry } from '../catalogue/types.js'
import { importCalendarYear } from '../database/calendar.js'
import { insertRelease, latestRelease, lockPublication, type Release } from '../database/releases.js'
import type { EngineClient } from '../engine/engine-client.js'

/**
 * Publishes every industry under `bpmnDir` that has a flow and whose files differ from its newest release, or whose release went to an engine that is no
 * longer the one in use: one deployment an industry with everything it calls, one release row. Also brings in the yearly calendars.
 * One publisher at a time; the deployment comes before the row, and the engine knows an unchanged file by its content, so a crash between
 * the two only repeats it.
 */
export async function publishCatalogue (
  database: Knex, engine: EngineClient, about: { bpmnDir: string, epoch: number, publishedBy: string, note: string }
): Promise<Release[]> {
  const catalogue = await loadCatalogue(about.bpmnDir)
  return await database.transaction(async (tx) => {
    await lockPublication(tx)
    for (const { year, source, days } of await readCalendarFiles(about.bpmnDir)) await importCalendarYear(tx, year, source, days)
    const published: Release[] = []
    for (const industry of await drawnIndustries(about.bpmnDir, Object.keys(catalogue.industries))) {
      const release = await publishIndustry(tx, engine, industry, resolveIndustry(catalogue, industry), about)
      if (release !== undefined) published.push(release)
    }
    return published
  })
}

async function publishIndustry (
  tx: Knex, engine: EngineClient, industry: string, content: PublishedIndustry,
  about: { bpmnDir: string, epoch: number, publishedBy: string, note: string }
): Promise<Release | undefined> {
  const resources = await collectResources(about.bpmnDir, industry)
  const hash = contentHash(content, resources)
  const newest = await latestRelease(tx, industry)
  if (newest?.contentHash === hash && newest.epoch === about.epoch) return undefined
  const { deploymentKey } = await engine.deploy(resources)
  const { names, taskOutputs } = await modelElements(resources)
  return await insertRelease(tx, {
    industry,
    content,
    contentHash: hash,
    forms: formsOf(resources),
    elementNames: names,
    taskOutputs,
    epoch: about.epoch,
    deploymentKey,
    publishedBy: about.publishedBy,
    note: about.note
  })
}
