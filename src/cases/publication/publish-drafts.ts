import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { ReleaseDraft } from '../../catalogue/drafts.js'
import { casesBeingStarted, holdSubmissions, publisherAtWork, tryPublication, waitForPublication } from '../../database/publication-turn.js'
import { forgetReleaseDeployment, insertReleaseDeployment } from '../../database/release-deployments.js'
import { resourcesOfRelease } from '../../database/release-resources.js'
import { insertRelease, latestRelease, type Release } from '../../database/releases.js'
import type { EngineClient } from '../../engine/engine-client.js'
import { DeploymentRefused, EngineUnavailable } from '../../engine/errors.js'
import { keepConfirmations } from './confirmations.js'
import { refusedDraft } from './engine-refusal.js'
import { CasesBeingStarted, PublicationBusy } from './publication-errors.js'
import { mustBeSigned } from './sign-offs.js'

export type Deployer = Pick<EngineClient, 'deploy'>

export interface PublicationRequest {
  epoch: number
  publishedBy: string
  note: string
  /** When somebody else is publishing: wait for one's turn, or be told so. */
  turn: 'wait' | 'at-once'
  /** Who must have signed; asked once it is certain that nobody else changes the releases. `none`: on one's own machine, and for what was published before. */
  signatures: 'needed' | 'none'
}

const startPatienceMs = 10_000

/**
 * Publishes those of these drafts that differ from the current release of their industry: one deployment an industry with everything it calls, then
 * all release rows in one transaction. All or nothing: when the engine refuses one, those deployed before it get their current release back.
 * No case is submitted to these industries meanwhile, and those submitted before have begun with the flow of their own release.
 * @returns the new releases, none when nothing differs
 * @throws PublicationBusy, CasesBeingStarted, CatalogueError for what the engine refuses, EngineUnavailable, SignOffMissing
 */
export async function publishDrafts (database: Knex, engine: Deployer, drafts: ReleaseDraft[], request: PublicationRequest): Promise<Release[]> {
  return await publishAtTurn(database, engine, async () => drafts, request)
}

/** The same for drafts that are chosen by what is published when one's turn has come. */
export async function publishAtTurn (
  database: Knex, engine: Deployer, chooseDrafts: (tx: Knex) => Promise<ReleaseDraft[]>, request: PublicationRequest
): Promise<Release[]> {
  return await database.transaction(async (tx) => {
    await takeTurn(database, tx, request)
    const changed: ReleaseDraft[] = []
    for (const draft of await chooseDrafts(tx)) if ((await latestRelease(tx, draft.industry))?.contentHash !== draft.contentHash) changed.push(draft)
    if (changed.length === 0) return []
    if (request.signatures === 'needed') await mustBeSigned(tx, changed)
    await untilNoCaseStarts(tx, changed.map(({ industry }) => industry))
    const deploymentKeys = await deployAll(database, tx, engine, changed, request.epoch)
    const published: Release[] = []
    for (const [index, draft] of changed.entries()) {
      const release = await insertRelease(tx, { ...draft, publishedBy: request.publishedBy, note: request.note })
      await insertReleaseDeployment(tx, release.id, request.epoch, deploymentKeys[index]!)
      await keepConfirmations(tx, draft.content.confirmed_facts ?? [])
      published.push(release)
    }
    return published
  })
}

async function takeTurn (database: Knex, tx: Knex, { turn, publishedBy }: PublicationRequest): Promise<void> {
  if (turn === 'wait') return await waitForPublication(tx, publishedBy)
  if (!await tryPublication(tx, publishedBy)) throw new PublicationBusy(await publisherAtWork(database))
}

async function untilNoCaseStarts (tx: Knex, industries: string[]): Promise<void> {
  await holdSubmissions(tx, industries)
  const deadline = Date.now() + startPatienceMs
  for (let starting = await casesBeingStarted(tx, industries); starting.length > 0; starting = await casesBeingStarted(tx, industries)) {
    if (Date.now() > deadline) throw new CasesBeingStarted(starting)
    await delay(100)
  }
}

/**
 * Before an industry is deployed, its current release is marked as not certainly the engine's newest, outside of this transaction: whatever happens to
 * this process then, `bringReleases` deploys what the database says.
 */
async function deployAll (database: Knex, tx: Knex, engine: Deployer, drafts: ReleaseDraft[], epoch: number): Promise<string[]> {
  const keys: string[] = []
  const replaced: Release[] = []
  for (const draft of drafts) {
    const current = await latestRelease(tx, draft.industry)
    try {
      if (current !== undefined) {
        await forgetReleaseDeployment(database, current.id, epoch)
        replaced.push(current)
      }
      keys.push((await engine.deploy(draft.resources)).deploymentKey)
    } catch (error) {
      // An engine that has just gone away, or goes now, gets them from bringReleases
      if (!(error instanceof EngineUnavailable)) await deployReleases(database, engine, replaced, epoch).catch(() => {})
      throw error instanceof DeploymentRefused ? refusedDraft(draft, error) : error
    }
  }
  return keys
}

/** Deploys releases as they were published. A release from before files were kept can't be. */
export async function deployReleases (tx: Knex, engine: Deployer, releases: Release[], epoch: number): Promise<void> {
  for (const { id } of releases) {
    const resources = await resourcesOfRelease(tx, id)
    if (resources.length === 0) continue
    const { deploymentKey } = await engine.deploy(resources)
    await insertReleaseDeployment(tx, id, epoch, deploymentKey)
  }
}
