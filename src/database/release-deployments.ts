import type { Knex } from 'knex'
import { latestReleases, type Release } from './releases.js'

/** The engine of `epoch` has this release as its newest. */
export async function insertReleaseDeployment (tx: Knex, releaseId: number, epoch: number, deploymentKey: string): Promise<void> {
  await tx('release_deployment').insert({ release_id: releaseId, epoch, deployment_key: deploymentKey }).onConflict(['release_id', 'epoch']).merge()
}

/** What the engine of `epoch` has isn't certain any more: this release is deployed again unless a newer one follows. */
export async function forgetReleaseDeployment (database: Knex, releaseId: number, epoch: number): Promise<void> {
  await database('release_deployment').where({ release_id: releaseId, epoch }).delete()
}

/** The current releases that the engine of `epoch` lacks; not those from before files were kept, which nobody can deploy. */
export async function undeployedReleases (tx: Knex, epoch: number): Promise<Release[]> {
  const deployed = new Set(await tx('release_deployment').where({ epoch }).pluck<number[]>('release_id'))
  const deployable = new Set(await tx('release_resource').distinct().pluck<number[]>('release_id'))
  return (await latestReleases(tx)).filter(({ id }) => !deployed.has(id) && deployable.has(id))
}

/** Whether the newest release of any industry brings a file of this name. */
export async function bringsResource (tx: Knex, name: string): Promise<boolean> {
  const releases = (await latestReleases(tx)).map(({ id }) => id)
  return await tx('release_resource').whereIn('release_id', releases).where({ name }).first('name') !== undefined
}
