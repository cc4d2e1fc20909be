import type { Department, Region } from '../catalogue/types.js'

/** The part of a published industry that names its organs. */
export interface OrganRegistry { departments: Department[], regions: Region[] }

/** Name of the organ that acts for a department in a region, e.g. 龙亭区市场监督管理局. Throws when either is unknown. */
export function organName (registry: OrganRegistry, department: string, region: string): string {
  const place = actingRegion(registry, region)
  return departmentOf(registry, department).organ[place.level].replace('{region}', place.name)
}

export function departmentName (registry: OrganRegistry, department: string): string {
  return departmentOf(registry, department).name
}

export function regionName ({ regions }: Pick<OrganRegistry, 'regions'>, code: string): string {
  return regions.find((one) => one.code === code)?.name ?? code
}

/** 行政复议机关 of that organ's acts, without the catalogue's remarks; undefined when none is registered. */
export function reconsiderationBody (registry: OrganRegistry, department: string, region: string): string | undefined {
  const place = actingRegion(registry, region)
  const body = departmentOf(registry, department).remedy.reconsideration_body[place.level]
  return body === undefined ? undefined : withoutRemarks(body.replace('{region}', place.name))
}

/** What a department's document numbers begin with, e.g. 汴龙市监. */
export function documentPrefix (registry: OrganRegistry, department: string, region: string): string {
  return actingRegion(registry, region).document_prefix + departmentOf(registry, department).document_prefix
}

/** Catalogue texts carry remarks such as 〔待核〕 for the staff who keep them; what the public reads doesn't. */
export function withoutRemarks (text: string): string {
  return text.replace(/（[^（）]*〔[^〔〕]*待核[^〔〕]*〕[^（）]*）/g, '').replace(/〔[^〔〕]*待核[^〔〕]*〕/g, '').trim()
}

function departmentOf ({ departments }: OrganRegistry, id: string): Department {
  const department = departments.find((one) => one.id === id)
  if (department === undefined) throw new Error(`no department '${id}' in the published catalogue`)
  return department
}

/** The region whose organs act: itself, or the one that handles for it. */
function actingRegion ({ regions }: OrganRegistry, code: string): Region {
  const region = regions.find((one) => one.code === code)
  if (region === undefined) throw new Error(`no region '${code}' in the published catalogue`)
  return region.handled_by === null || region.handled_by === undefined ? region : actingRegion({ departments: [], regions }, region.handled_by)
}
