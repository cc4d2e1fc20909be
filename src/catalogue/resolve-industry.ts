import type { Catalogue, IndustryFile } from './catalogue.js'
import { confirmedFacts, openFacts } from './open-facts.js'
import { resolvePermit } from './resolve-permit.js'
import type { CommonField, Department, Permit, PublishedIndustry, Question, Region } from './types.js'

/**
 * One industry with everything its cases need, as plain JSON that a release stores: permits with what the industry changes about them,
 * materials and fields filled in from the registries, and what follows from them (merged form and materials, departments, joint visit).
 * @throws Error when the catalogue has no such industry.
 */
export function resolveIndustry (catalogue: Catalogue, industryId: string): PublishedIndustry {
  const file = catalogue.industries[industryId]
  if (file === undefined) throw new Error(`no industry ${industryId} in the catalogue`)
  const { lead_department: lead, overall_department: overall, questions, permits: uses, also_deploy: _, joint_inspection: joint, ...own } = file
  const permits = uses.map((use) => resolvePermit(catalogue, use))
  const industry: PublishedIndustry = {
    ...own,
    lead_department: departmentName(catalogue, lead),
    overall_department: departmentName(catalogue, overall),
    collaborating_departments: [...new Set(permits.map((permit) => permit.department.id))].filter((id) => id !== lead).map((id) => departmentName(catalogue, id)),
    questions: questions.map((use) => resolveQuestion(catalogue, use)),
    permits,
    common_fields: commonFieldsOf(catalogue, permits),
    unified_form: { stats: fieldStats(permits) },
    unified_materials: unifiedMaterials(permits),
    joint_inspection: {
      ...joint,
      pre_decision_permits: permits.filter((permit) => ['always', 'conditional'].includes(permit.inspection.need)).map((permit) => permit.id),
      post_decision_permits: permits.filter((permit) => permit.inspection.need === 'post').map((permit) => permit.id)
    },
    departments: departmentsOf(catalogue),
    regions: regionsOf(catalogue),
    defaults: catalogue.defaults,
    reasons: catalogue.reasons,
    decisions: catalogue.decisions,
    open_facts: openFacts(catalogue, industryId),
    confirmed_facts: confirmedFacts(catalogue, industryId)
  }
  return JSON.parse(JSON.stringify(industry)) as PublishedIndustry
}

function departmentName (catalogue: Catalogue, id: string): { id: string, name: string } {
  return { id, name: catalogue.departments.departments[id]!.name }
}

function resolveQuestion (catalogue: Catalogue, use: IndustryFile['questions'][number]): Question {
  const id = typeof use === 'string' ? use : use.id
  const exits = typeof use === 'string' ? {} : use.exits
  const { options, ...entry } = catalogue.questions[id]!
  const listed = options ?? (entry.type === 'boolean' ? [true, false] : null)
  return {
    id,
    ...entry,
    options: listed?.map((option) => {
      const { value, exit } = typeof option === 'object' ? option : { value: option, exit: null }
      return { value, exit: exits[String(value)] === undefined ? exit : exits[String(value)]! }
    }) ?? null
  }
}

/** In the order in which the permits first use them. */
function commonFieldsOf (catalogue: Catalogue, permits: Permit[]): CommonField[] {
  return [...new Set(permits.flatMap((permit) => permit.fields.common))].map((id) => ({ id, ...catalogue.fields[id]! }))
}

function fieldStats (permits: Permit[]): { field_occurrences: number, unified_fields: number } {
  const occurrences = permits.flatMap((permit) => [...permit.fields.common, ...permit.fields.individual.map((field) => field.id)])
  return { field_occurrences: occurrences.length, unified_fields: new Set(occurrences).size }
}

function unifiedMaterials (permits: Permit[]): PublishedIndustry['unified_materials'] {
  const byId = new Map<string, { id: string, name: string, used_by: string[] }>()
  for (const permit of permits) {
    for (const { id, name } of permit.materials) {
      const entry = byId.get(id) ?? { id, name, used_by: [] }
      entry.used_by.push(permit.id)
      byId.set(id, entry)
    }
  }
  return [...byId.values()]
}

function departmentsOf (catalogue: Catalogue): Department[] {
  const { court_note: courtNote, departments } = catalogue.departments
  return Object.entries(departments).map(([id, { reconsideration_body: body, reconsideration_unverified: unverified, ...entry }]) => ({
    id,
    ...entry,
    remedy: { reconsideration_body: body, court_note: courtNote, ...(unverified === true ? { unverified: true as const } : {}) }
  }))
}

function regionsOf (catalogue: Catalogue): Region[] {
  return catalogue.regions.map((region) => ({ ...region, case_code: region.case_code ?? region.code }))
}
