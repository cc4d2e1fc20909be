import type { PublishedIndustry } from '../catalogue/types.js'

/** The organ that acts for a department in a region, as its documents name it, e.g. 龙亭区市场监督管理局. */
export function organName (industry: Pick<PublishedIndustry, 'departments' | 'regions'>, departmentId: string, regionCode: string): string {
  const department = industry.departments.find(({ id }) => id === departmentId)
  const region = industry.regions.find(({ code }) => code === regionCode)
  if (department === undefined || region === undefined) throw new Error(`no organ ${departmentId}@${regionCode} in the release`)
  return department.organ[region.level].replace('{region}', region.name)
}
