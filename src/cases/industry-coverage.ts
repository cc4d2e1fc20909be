import type { Knex } from 'knex'
import { tableProblems } from '../catalogue/decision-tables.js'
import { drawnProcesses, type DrawnProcess } from '../catalogue/drawn-processes.js'
import { coverageOf } from '../catalogue/model-coverage.js'
import type { PublishedIndustry } from '../catalogue/types.js'
import { passedElements, permitCounts, type PermitCount } from '../database/coverage.js'
import { publishedModels } from '../database/release-resources.js'
import { contentOf, latestRelease } from '../database/releases.js'
import type { DecisionTable } from '../domain/decision-table.js'
import { ServiceError } from '../errors.js'

/** What of a published industry is confirmed and in use: facts, permits, decision tables, and the steps of its models that cases have come to. */
export interface IndustryCoverage {
  industry: string
  name: string
  version: number
  facts: { open: number, confirmed: number }
  permits: { permit: string, name: string, department: string, open: number, confirmed: number, received: number, decided: number }[]
  tables: { id: string, name: string, rules: number, problems: string[] }[]
  processes: { processId: string, name: string, nodes: number, missed: string[] }[]
}

/** @throws ServiceError `unknown-industry` */
export async function industryCoverage (database: Knex, industryId: string): Promise<IndustryCoverage> {
  const release = await latestRelease(database, industryId)
  if (release === undefined) throw new ServiceError('unknown-industry')
  const content = await contentOf(database, release)
  const passed = await passedElements(database, industryId)
  const processes = await processesOf(database, release.id)
  return {
    industry: industryId,
    name: content.name,
    version: release.version,
    facts: { open: content.open_facts?.length ?? 0, confirmed: content.confirmed_facts?.length ?? 0 },
    permits: permitsOf(content, await permitCounts(database, industryId)),
    tables: tablesOf(content),
    processes: processes.map((process) => coverageOf(process, passed))
      .map(({ process: { processId, name }, nodes, missedNodes }) => ({ processId, name, nodes, missed: missedNodes.map((node) => node.name) }))
  }
}

/** Models never change under their release, so they are read once a process. */
const processesByRelease = new Map<number, Promise<DrawnProcess[]>>()
const mostKept = 50

/** Those whose steps are kept (the watch over the limits comes by too often). */
async function processesOf (database: Knex, releaseId: number): Promise<DrawnProcess[]> {
  const known = processesByRelease.get(releaseId) ?? publishedModels(database, releaseId).then(drawnProcesses)
  if (processesByRelease.size >= mostKept) processesByRelease.clear()
  processesByRelease.set(releaseId, known)
  return (await known).filter(({ processId }) => processId !== 'time-limit-watch')
}

function permitsOf ({ permits, open_facts: open = [], confirmed_facts: confirmed = [] }: PublishedIndustry, counts: PermitCount[]): IndustryCoverage['permits'] {
  return permits.map(({ id, name, department }) => {
    const count = counts.find(({ permit }) => permit === id)
    return {
      permit: id,
      name,
      department: department.name,
      open: open.filter((fact) => fact.permits.includes(id)).length,
      confirmed: confirmed.filter((fact) => fact.permits.includes(id)).length,
      received: count?.received ?? 0,
      decided: count?.decided ?? 0
    }
  })
}

/** A table says something for every permit and material, those that it doesn't name included. */
function tablesOf ({ decisions }: PublishedIndustry): IndustryCoverage['tables'] {
  return Object.values(decisions).map((table) => {
    const ids = [...textsIn(table), 'any-other']
    return { id: table.id, name: table.name, rules: table.rules.length, problems: tableProblems(table, { permit: ids, material: ids }).map(({ what }) => what) }
  })
}

function textsIn ({ rules }: DecisionTable): string[] {
  return rules.flatMap(({ cells }) => cells.flatMap((cell) => [...cell.matchAll(/"([^"]*)"/g)].map(([, text]) => text!)))
}
