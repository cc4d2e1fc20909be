import type { Knex } from 'knex'
import { collectShared } from '../../catalogue/collect-resources.js'
import { bringsResource } from '../../database/release-deployments.js'
import { hasReleases } from '../../database/releases.js'
import type { Deployer } from './publish-drafts.js'

const watchModel = 'time-limit-watch'

/**
 * Gives the engine the watch over the limits from the program's own files while no current release brings it (all were published before there was
 * one): the law's days pass whether or not anybody publishes. Before the first release there is no case to watch. The engine knows a file that it has, so this may be repeated.
 * @returns whether it was needed
 */
export async function bringWatch (database: Knex, engine: Deployer, bpmnDir: string): Promise<boolean> {
  if (!await hasReleases(database) || await bringsResource(database, `shared/${watchModel}.bpmn`)) return false
  await engine.deploy(await collectShared(bpmnDir, watchModel))
  return true
}
