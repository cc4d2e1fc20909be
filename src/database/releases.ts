import type { Knex } from 'knex'
import type { PublishedIndustry, Resource } from '../catalogue/types.js'
import { insertReleaseResources } from './release-resources.js'

export interface Release {
  id: number
  industry: string
  version: number
  contentHash: string
}

const releaseColumns = ['id', 'industry', 'version', 'content_hash as contentHash']

/** Content never changes under its hash, so it is parsed once a process, whichever database it came from. */
const contentByHash = new Map<string, PublishedIndustry>()

/** The published industry that a case runs on: its permits, fields, materials and limits as on the day of publication. */
export async function releaseOf (tx: Knex, releaseId: number): Promise<PublishedIndustry> {
  return await contentOf(tx, await releaseById(tx, releaseId))
}

/** `releaseOf` for many rows: asks once for a release, however many of them name it. */
export function releaseReader (tx: Knex): (releaseId: number) => Promise<PublishedIndustry> {
  const asked = new Map<number, Promise<PublishedIndustry>>()
  return async (releaseId) => {
    const release = asked.get(releaseId) ?? releaseOf(tx, releaseId)
    asked.set(releaseId, release)
    return await release
  }
}

/** The same for a release whose hash is known already: asks the database once a process. */
export async function contentOf (tx: Knex, { id, contentHash }: Pick<Release, 'id' | 'contentHash'>): Promise<PublishedIndustry> {
  const known = contentByHash.get(contentHash)
  if (known !== undefined) return known
  const { content } = await tx('catalogue_release').where({ id }).first<{ content: PublishedIndustry }>('content')
  contentByHash.set(contentHash, content)
  return content
}

/** The newest release of an industry, or undefined when it was never published. */
export async function latestRelease (tx: Knex, industry: string): Promise<Release | undefined> {
  return await tx('catalogue_release').where({ industry }).orderBy('version', 'desc')
    .first<Release | undefined>(releaseColumns)
}

/** The newest release of every published industry, by industry id. */
export async function latestReleases (tx: Knex): Promise<Release[]> {
  return await tx('catalogue_release').distinctOn('industry').orderBy([{ column: 'industry' }, { column: 'version', order: 'desc' }])
    .select<Release[]>(releaseColumns)
}

export async function hasReleases (database: Knex): Promise<boolean> {
  return await database('catalogue_release').first('id') !== undefined
}

export async function releaseById (tx: Knex, id: number): Promise<Release> {
  const row = await tx('catalogue_release').where({ id }).first<Release | undefined>(releaseColumns)
  if (row === undefined) throw new Error(`no catalogue release ${id}`)
  return row
}

/** One release of an industry by its version. */
export async function findRelease (tx: Knex, industry: string, version: number): Promise<Release | undefined> {
  return await tx('catalogue_release').where({ industry, version }).first<Release | undefined>(releaseColumns)
}

export interface ReleaseEntry extends Release {
  publishedAt: Date
  publishedBy: string
  note: string
  /** Cases that began with it and are still open. */
  runningCases: number
}

/** What was published, newest first: of one industry, or of all. */
export async function listReleases (tx: Knex, industry?: string): Promise<ReleaseEntry[]> {
  const open = tx('case_file').whereNull('closed_at').groupBy('release_id').select('release_id', tx.raw('count(*)::int AS cases')).as('open')
  return await tx('catalogue_release').leftJoin(open, 'open.release_id', 'catalogue_release.id').where(industry === undefined ? {} : { industry })
    .orderBy([{ column: 'industry' }, { column: 'version', order: 'desc' }])
    .select<ReleaseEntry[]>(...releaseColumns, 'published_at as publishedAt', 'published_by as publishedBy', 'note', tx.raw('coalesce(cases, 0) AS "runningCases"'))
}

export interface NewRelease {
  industry: string
  content: PublishedIndustry
  contentHash: string
  /** Everything that was deployed with it. */
  resources: Resource[]
  forms: Record<string, unknown>
  /** By process id and element id: what the models call their elements, and which variables their user tasks hand on. */
  elementNames?: Record<string, Record<string, string>>
  taskOutputs?: Record<string, Record<string, string[]>>
  publishedBy: string
  note: string
}

/** Writes the next version of an industry; the caller holds the publication lock. */
export async function insertRelease (tx: Knex, release: NewRelease): Promise<Release> {
  const newest = await latestRelease(tx, release.industry)
  const version = (newest?.version ?? 0) + 1
  const [{ id }] = await tx('catalogue_release').insert({
    industry: release.industry,
    version,
    content: JSON.stringify(release.content),
    content_hash: release.contentHash,
    forms: JSON.stringify(release.forms),
    element_names: JSON.stringify(release.elementNames ?? {}),
    task_outputs: JSON.stringify(release.taskOutputs ?? {}),
    published_by: release.publishedBy,
    note: release.note
  }).returning('id') as [{ id: number }]
  await insertReleaseResources(tx, id, release.resources)
  return { id, version, industry: release.industry, contentHash: release.contentHash }
}

/** A form of a release as published; undefined when it has none of this id. */
export async function formOfRelease (tx: Knex, releaseId: number, formId: string): Promise<Record<string, unknown> | undefined> {
  const row = await tx('catalogue_release').where({ id: releaseId }).first<{ form: Record<string, unknown> | null } | undefined>(tx.raw('forms -> ? AS form', [formId]))
  return row?.form ?? undefined
}

/** What the models of a release call their elements, by process id and element id. */
export async function elementNamesOf (tx: Knex, releaseId: number): Promise<Record<string, Record<string, string>>> {
  const row = await tx('catalogue_release').where({ id: releaseId }).first<{ element_names: Record<string, Record<string, string>> } | undefined>('element_names')
  return row?.element_names ?? {}
}

/** The variables that a user task of a release hands on; none for a task that the release doesn't know. */
export async function taskOutputsOf (tx: Knex, releaseId: number, processId: string, elementId: string): Promise<string[]> {
  const row = await tx('catalogue_release').where({ id: releaseId })
    .first<{ outputs: string[] | null } | undefined>(tx.raw('task_outputs -> ? -> ? AS outputs', [processId, elementId]))
  return row?.outputs ?? []
}

/** Which version a release is and when it was published, as prints of it say. */
export async function publicationOf (tx: Knex, releaseId: number): Promise<{ version: number, publishedAt: Date }> {
  const row = await tx('catalogue_release').where({ id: releaseId }).first<{ version: number, publishedAt: Date } | undefined>('version', 'published_at as publishedAt')
  if (row === undefined) throw new Error(`no catalogue release ${releaseId}`)
  return row
}
