import type { Catalogue, IndustryFile } from './catalogue.js'
import { confirmationsInForce } from './confirmations.js'
import { decisionFacts } from './decision-facts.js'
import { decidedPeriods } from './decision-tables.js'
import { factLabel } from './fact-labels.js'
import { factsIn, type StatedFact } from './facts.js'
import type { ConfirmedFact, OpenFact } from './types.js'

/** A part of the files that an industry uses, and which of its permits it is about. */
interface Source { path: string, data: unknown, permits: string[] }

/** Everything that an industry uses and the city still has to confirm. A permit's fact is one fact, whichever industry uses it. */
export function openFacts (catalogue: Catalogue, industryId: string): OpenFact[] {
  return sourcesOf(catalogue, industryId).flatMap(({ path: source, data, permits }) => factsOfSource(catalogue, source, data)
    .filter(({ path }) => !isOverridden(catalogue, industryId, path))
    .map(({ path, text }) => ({ path, label: factLabel(catalogue, path), text, permits })))
}

/** The facts of an industry that were confirmed or corrected. */
export function confirmedFacts (catalogue: Catalogue, industryId: string): ConfirmedFact[] {
  const sources = sourcesOf(catalogue, industryId)
  return confirmationsInForce(catalogue.confirmations).flatMap(({ fact, department, ...confirmation }) => {
    const source = sources.find(({ path }) => fact === path || fact.startsWith(`${path}/`))
    if (source === undefined || isOverridden(catalogue, industryId, fact)) return []
    return [{ path: fact, label: factLabel(catalogue, fact), permits: source.permits, ...confirmation, department: { id: department, name: catalogue.departments.departments[department]!.name } }]
  })
}

/** Every fact that is open, of all files, each once. */
export function allOpenFacts (catalogue: Catalogue): OpenFact[] {
  const facts = Object.keys(catalogue.industries).flatMap((industry) => openFacts(catalogue, industry))
  return [...new Map(facts.map((fact) => [fact.path, fact])).values()]
}

/** Departments whose word on a fact counts: whose permit, whose industry, whose name it is; the city's coordinator for what all share. */
export function confirmersOf (catalogue: Catalogue, path: string): string[] {
  const [source = '', id = '', department = ''] = path.split('/')
  const coordinators = [...new Set(Object.values(catalogue.industries).map((industry) => industry.overall_department))]
  switch (source) {
    case 'permits': return [catalogue.permits[id]?.department ?? ''].filter(Boolean)
    case 'industries': return [catalogue.industries[id]?.lead_department ?? '', ...coordinators].filter(Boolean)
    case 'materials': return [...new Set(Object.values(catalogue.permits).filter((permit) => materialIds(permit.materials).includes(id)).map((permit) => permit.department))]
    case 'departments': return [...new Set([...id === 'departments' ? [department] : [], ...coordinators])]
    case 'questions': return [...new Set([...Object.values(catalogue.industries).filter((industry) => questionIds(industry).includes(id)).map((industry) => industry.lead_department), ...coordinators])]
    default: return coordinators
  }
}

function sourcesOf (catalogue: Catalogue, industryId: string): Source[] {
  const industry = catalogue.industries[industryId]!
  const permits = industry.permits.map(({ id }) => catalogue.permits[id]!)
  const usersOf = (uses: (permit: typeof permits[number]) => boolean): string[] => permits.filter(uses).map(({ id }) => id)
  const materials = [...new Set(permits.flatMap((permit) => materialIds(permit.materials)))]
  const fields = [...new Set(permits.flatMap((permit) => permit.fields.common))]
  const departments = [...new Set([industry.lead_department, industry.overall_department, ...permits.map((permit) => permit.department)])]
  return [
    { path: `industries/${industryId}`, data: industry, permits: [] },
    ...permits.map((permit) => ({ path: `permits/${permit.id}`, data: permit, permits: [permit.id] })),
    ...materials.map((id) => ({ path: `materials/${id}`, data: catalogue.materials[id], permits: usersOf((permit) => materialIds(permit.materials).includes(id)) })),
    ...questionIds(industry).map((id) => ({ path: `questions/${id}`, data: catalogue.questions[id], permits: [] })),
    ...fields.map((id) => ({ path: `fields/${id}`, data: catalogue.fields[id], permits: usersOf((permit) => permit.fields.common.includes(id)) })),
    ...departments.map((id) => ({ path: `departments/departments/${id}`, data: catalogue.departments.departments[id], permits: usersOf((permit) => permit.department === id) })),
    { path: 'departments/court_note', data: catalogue.departments.court_note, permits: [] },
    { path: 'regions', data: catalogue.regions, permits: [] },
    { path: 'defaults', data: catalogue.defaults, permits: [] },
    { path: 'decisions', data: catalogue.decisions, permits: [] }
  ]
}

/** A period that a decision table sets is a fact of that table. */
function factsOfSource (catalogue: Catalogue, source: string, data: unknown): StatedFact[] {
  if (source === 'decisions') return decisionFacts(catalogue.decisions)
  const facts = factsIn(data, source)
  return source === 'defaults' ? facts.filter(({ path }) => !decidedPeriods.includes(path.split('/')[1]!)) : facts
}

/** Whether the industry has words of its own in place of a permit's fact. */
function isOverridden (catalogue: Catalogue, industryId: string, path: string): boolean {
  const [source, permitId, ...steps] = path.split('/')
  if (source !== 'permits') return false
  let at: unknown = catalogue.industries[industryId]!.permits.find(({ id }) => id === permitId)?.overrides
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, step)) return false
    at = (at as Record<string, unknown>)[step]
    if (Array.isArray(at)) return true
  }
  return true
}

function materialIds (materials: (string | { id: string })[]): string[] {
  return materials.map((use) => typeof use === 'string' ? use : use.id)
}

function questionIds ({ questions }: IndustryFile): string[] {
  return questions.map((use) => typeof use === 'string' ? use : use.id)
}
