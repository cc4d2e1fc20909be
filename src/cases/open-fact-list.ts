import type { Knex } from 'knex'
import type { OpenFact, PublishedIndustry } from '../catalogue/types.js'
import { contentOf, latestReleases } from '../database/releases.js'
import type { FactKind } from '../domain/fact-kinds.js'

/** A fact of the published catalogue that nobody has confirmed, once for all industries that use it. */
export interface ListedOpenFact {
  /** Where it stands in the catalogue's files. */
  path: string
  label: string
  text: string
  kind: FactKind
  permits: { id: string, name: string, department: string }[]
  industries: { id: string, name: string }[]
}

/** The work list of 〔待核〕: what the newest releases say without anybody's confirmation. */
export async function listOpenFacts (database: Knex): Promise<ListedOpenFact[]> {
  const facts = new Map<string, ListedOpenFact>()
  for (const release of await latestReleases(database)) {
    const industry = await contentOf(database, release)
    for (const fact of industry.open_facts ?? []) note(facts, fact, industry)
  }
  return [...facts.values()].sort((one, other) => one.path < other.path ? -1 : 1)
}

function note (facts: Map<string, ListedOpenFact>, { path, label, text, permits }: OpenFact, industry: PublishedIndustry): void {
  const listed = facts.get(path) ?? { path, label, text, kind: path.split('/')[0] as FactKind, permits: [], industries: [] }
  const known = new Set(listed.permits.map(({ id }) => id))
  const added = industry.permits.filter(({ id }) => permits.includes(id) && !known.has(id))
    .map(({ id, name, department }) => ({ id, name, department: department.name }))
  facts.set(path, { ...listed, permits: [...listed.permits, ...added], industries: [...listed.industries, { id: industry.id, name: industry.name }] })
}

export interface OpenFactQuery { industry?: string | undefined, permit?: string | undefined, kind?: FactKind | undefined, q?: string | undefined }

export function matchingFacts (facts: readonly ListedOpenFact[], { industry, permit, kind, q }: OpenFactQuery): ListedOpenFact[] {
  return facts.filter((fact) =>
    (industry === undefined || fact.industries.some(({ id }) => id === industry)) &&
    (permit === undefined || fact.permits.some(({ id }) => id === permit)) &&
    (kind === undefined || fact.kind === kind) &&
    (q === undefined || [fact.path, fact.label, fact.text].some((words) => words.toLowerCase().includes(q.toLowerCase()))))
}
