import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'

export interface Release {
  id: number
  industry: string
  version: number
  contentHash: string
  deploymentKey: string
  epoch: number
}

/** Content never changes under its hash, so it is parsed once a process, whichever database it came from. */
const contentByHash = new Map<string, PublishedIndustry>()

/** The published industry that a case runs on: its permits, fields, materials and limits as on the day of publication. */
export async function releaseOf (tx: Knex, releaseId: number): Promise<PublishedIndustry> {
  const row = await tx('catalogue_release').where({ id: releaseId }).first<{ content_hash: string }>('content_hash')
  if (row === undefined) throw new Error(`no catalogue release ${releaseId}`)
  const known = contentByHash.get(row.content_hash)
  if (known !== undefined) return known
  const { content } = await tx('catalogue_release').where({ id: releaseId }).first<{ content: PublishedIndustry }>('content')
  contentByHash.set(row.content_hash, content)
  return content
}

/** The newest release of an industry, or undefined when it was never published. */
export async function latestRelease (tx: Knex, industry: string): Promise<Release | undefined> {
  return await tx('catalogue_release').where({ industry }).orderBy('version', 'desc')
    .first<Release | undefined>('id', 'industry', 'version', 'content_hash as contentHash', 'deployment_key as deploymentKey', 'epoch')
}

/** The newest release of every published industry, by industry id. */
export async function latestReleases (tx: Knex): Promise<Release[]> {
  return await tx('catalogue_release').distinctOn('industry').orderBy([{ column: 'industry' }, { column: 'version', order: 'desc' }])
    .select<Release[]>('id', 'industry', 'version', 'content_hash as contentHash', 'deployment_key as deploymentKey', 'epoch')
}

export interface NewRelease {
  industry: string
  content: PublishedIndustry
  contentHash: string
  forms: Record<string, unknown>
  /** By process id and element id: what the models call their elements, and which variables their user tasks hand on. */
  elementNames?: Record<string, Record<string, string>>
  taskOutputs?: Record<string, Record<string, string[]>>
  epoch: number
  deploymentKey: string
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
    epoch: release.epoch,
    deployment_key: release.deploymentKey,
    published_by: release.publishedBy,
    note: release.note
  }).returning('id') as [{ id: number }]
  return { id, version, industry: release.industry, contentHash: release.contentHash, deploymentKey: release.deploymentKey, epoch: release.epoch }
}

/** One publisher at a time, until the transaction ends; a second one waits. */
export async function lockPublication (tx: Knex): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock(hashtext('onelicence-publication'))")
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
