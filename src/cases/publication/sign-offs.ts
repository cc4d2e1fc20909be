import type { Knex } from 'knex'
import type { ReleaseDraft } from '../../catalogue/drafts.js'
import { changedParts, releaseParts, type ReleasePart } from '../../catalogue/release-parts.js'
import { resourcesOfRelease } from '../../database/release-resources.js'
import { latestRelease, releaseOf } from '../../database/releases.js'
import { SignOffMissing } from './publication-errors.js'
import { insertSignOffs, lockSignOffs, signOffsSinceRelease, type SignOff } from '../../database/sign-offs.js'

/** A part that changed, and who of its department has signed exactly this content; undefined: nobody yet. */
export interface NeededSignOff extends ReleasePart { industry: string, signedBy: SignOff | undefined }

/** The sign-offs that a draft needs before it may be published: every changed permit's department, and the lead department for the rest. */
export async function neededSignOffs (tx: Knex, draft: ReleaseDraft): Promise<NeededSignOff[]> {
  const { industry } = draft
  const current = await latestRelease(tx, industry)
  const published = current === undefined
    ? []
    : releaseParts({ content: await releaseOf(tx, current.id), resources: await resourcesOfRelease(tx, current.id) })
  const given = await signOffsSinceRelease(tx, industry)
  return changedParts(releaseParts(draft), published).map((part) => ({
    ...part,
    industry,
    signedBy: given.find(({ subject, partHash, department }) => subject === part.subject && partHash === part.hash && department === part.department.id)
  }))
}

/** @throws SignOffMissing with every department whose signature is not there */
export async function mustBeSigned (tx: Knex, drafts: ReleaseDraft[]): Promise<void> {
  const missing = await missingSignOffs(tx, drafts)
  if (missing.length > 0) throw new SignOffMissing(missing)
}

export async function missingSignOffs (tx: Knex, drafts: ReleaseDraft[]): Promise<NeededSignOff[]> {
  const needed: NeededSignOff[] = []
  for (const draft of drafts) needed.push(...await neededSignOffs(tx, draft))
  return needed.filter(({ signedBy }) => signedBy === undefined)
}

/**
 * Signs for a department what it has to sign now of these drafts.
 * @returns what was signed; empty when nothing is open for it
 */
export async function signOff (
  database: Knex, drafts: ReleaseDraft[], by: { department: string, person: string, paper: string | null, note: string | null }
): Promise<NeededSignOff[]> {
  return await database.transaction(async (tx) => {
    await lockSignOffs(tx)
    const open = (await missingSignOffs(tx, drafts)).filter(({ department }) => department.id === by.department)
    await insertSignOffs(tx, open.map(({ industry, subject, hash }) => ({ industry, subject, partHash: hash, ...by })))
    return open
  })
}
