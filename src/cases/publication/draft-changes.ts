import type { Knex } from 'knex'
import type { ReleaseDraft } from '../../catalogue/drafts.js'
import { industryChanges, type ChangeGroup } from '../../catalogue/diff/industry-changes.js'
import { resourcesOfRelease } from '../../database/release-resources.js'
import { findRelease, latestRelease, listReleases, releaseOf, type Release } from '../../database/releases.js'

/** What publishing a draft would change. */
export interface DraftChanges {
  industry: string
  name: string
  /** The current release; undefined before the first. */
  current: Release | undefined
  isUnchanged: boolean
  /** Empty for a first release. */
  groups: ChangeGroup[]
  /** Cases that go on with what they began with, by version. */
  runningCases: { version: number, cases: number }[]
}

export async function draftChanges (tx: Knex, draft: ReleaseDraft): Promise<DraftChanges> {
  const { industry, content, contentHash } = draft
  const current = await latestRelease(tx, industry)
  const isUnchanged = current?.contentHash === contentHash
  return {
    industry,
    name: content.name,
    current,
    isUnchanged,
    groups: current === undefined || isUnchanged ? [] : await industryChanges(await releasedContent(tx, current.id), draft),
    runningCases: await runningCases(tx, industry)
  }
}

/** What a release changed against the one before it; undefined when there is no such release. The first one has nothing before it. */
export async function releaseChanges (tx: Knex, industry: string, version: number): Promise<{ against: number | null, groups: ChangeGroup[] } | undefined> {
  const [release, former] = [await findRelease(tx, industry, version), await findRelease(tx, industry, version - 1)]
  if (release === undefined) return undefined
  if (former === undefined) return { against: null, groups: [] }
  return { against: former.version, groups: await industryChanges(await releasedContent(tx, former.id), await releasedContent(tx, release.id)) }
}

async function releasedContent (tx: Knex, releaseId: number): Promise<Pick<ReleaseDraft, 'content' | 'resources'>> {
  return { content: await releaseOf(tx, releaseId), resources: await resourcesOfRelease(tx, releaseId) }
}

async function runningCases (tx: Knex, industry: string): Promise<DraftChanges['runningCases']> {
  return (await listReleases(tx, industry)).filter(({ runningCases: cases }) => cases > 0).map(({ version, runningCases: cases }) => ({ version, cases }))
}
