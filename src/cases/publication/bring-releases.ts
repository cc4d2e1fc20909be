import type { Knex } from 'knex'
import { waitForPublication } from '../../database/publication-turn.js'
import { undeployedReleases } from '../../database/release-deployments.js'
import type { Release } from '../../database/releases.js'
import { deployReleases, type Deployer } from './publish-drafts.js'

/**
 * Deploys the current releases that the engine of `epoch` lacks, from the files kept with them: a fresh engine has none, and a publication that broke
 * off may have left newer models behind. Waits for a publication under way. Throws EngineUnavailable, DeploymentRefused.
 * @returns what was deployed
 */
export async function bringReleases (database: Knex, engine: Deployer, epoch: number): Promise<Release[]> {
  if ((await undeployedReleases(database, epoch)).length === 0) return []
  return await database.transaction(async (tx) => {
    await waitForPublication(tx, 'onelicence')
    const lacking = await undeployedReleases(tx, epoch)
    await deployReleases(tx, engine, lacking, epoch)
    return lacking
  })
}
