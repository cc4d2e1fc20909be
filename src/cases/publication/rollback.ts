import type { Knex } from 'knex'
import { releaseDraftOf, type ReleaseDraft } from '../../catalogue/drafts.js'
import { findRelease, latestRelease, releaseOf, type Release } from '../../database/releases.js'
import { resourcesOfRelease } from '../../database/release-resources.js'
import { publishAtTurn, type Deployer } from './publish-drafts.js'

/** Why there is nothing to go back to. */
export class NoSuchRelease extends Error {
  readonly industry: string
  readonly reason: 'never-published' | 'no-earlier' | 'unknown-version' | 'without-files'

  constructor (industry: string, reason: NoSuchRelease['reason']) {
    super(`${industry}: ${reason}`)
    this.name = 'NoSuchRelease'
    this.industry = industry
    this.reason = reason
  }
}

/**
 * Publishes an earlier release of an industry again, as it was, with a new version number; cases on the withdrawn one go on with it. Needs no new
 * sign-off: that content was in force before.
 * @param version the one before the current when undefined
 * @returns undefined when the current release has the same content
 * @throws NoSuchRelease and what publishDrafts throws
 */
export async function rollBack (
  database: Knex, engine: Deployer, industry: string, version: number | undefined, about: { epoch: number, publishedBy: string, note: string }
): Promise<Release | undefined> {
  const [release] = await publishAtTurn(database, engine, async (tx) => [await earlierDraft(tx, industry, version)], { ...about, turn: 'at-once', signatures: 'none' })
  return release
}

async function earlierDraft (tx: Knex, industry: string, version: number | undefined): Promise<ReleaseDraft> {
  const current = await latestRelease(tx, industry)
  if (current === undefined) throw new NoSuchRelease(industry, 'never-published')
  if (version === undefined && current.version === 1) throw new NoSuchRelease(industry, 'no-earlier')
  const earlier = await findRelease(tx, industry, version ?? current.version - 1)
  if (earlier === undefined) throw new NoSuchRelease(industry, 'unknown-version')
  const resources = await resourcesOfRelease(tx, earlier.id)
  if (resources.length === 0) throw new NoSuchRelease(industry, 'without-files')
  return await releaseDraftOf(await releaseOf(tx, earlier.id), resources)
}
