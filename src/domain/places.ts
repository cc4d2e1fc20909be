import type { Permit, PublishedIndustry, Region } from '../catalogue/types.js'
import { toBeConfirmed } from './open-marks.js'

/**
 * The region whose organ handles a permit: the city for a permit of city level, otherwise the county of the premises; in either case whoever
 * handles for it (regions.yaml `handled_by`).
 * @param premisesDivision division code of the premises' county, as the form's `premises_division`
 * @throws RangeError for a code that is no county of the city.
 */
export function departmentRegion (permit: Pick<Permit, 'level'>, premisesDivision: string, regions: Region[]): string {
  const county = regionOf(premisesDivision, regions)
  if (county.level !== '县区级') throw new RangeError(`${premisesDivision} is no county`)
  const region = permit.level === '市级' && county.parent !== null ? regionOf(county.parent, regions) : county
  return handlerOf(region, regions)
}

/** The region of the one window that receives and delivers a case: that of the premises, whatever the levels of its permits. */
export function caseRegion (premisesDivision: string, regions: Region[]): string {
  return departmentRegion({ level: '县区级' }, premisesDivision, regions)
}

/** Camunda candidate group of a role of a department in a region, e.g. `market-regulation.approver@410202`. */
export function candidateGroup (department: string, role: string, region: string): string {
  return `${department}.${role}@${region}`
}

export function regionOf (code: string, regions: Region[]): Region {
  const region = regions.find((one) => one.code === code)
  if (region === undefined) throw new RangeError(`unknown region ${code}`)
  return region
}

/** Where a department's matters are handled, with what the city hasn't confirmed yet said so. */
export interface Place { department: string, departmentName: string, region: string | null, regionName: string, window: string, address: string, telephone: string }

const someCounty = '经营场所所在县（区）'

/** The place where a permit is handled for premises in a county; before the county is known, in words. */
export function placeOf (industry: PublishedIndustry, permit: Permit, premisesDivision: string | null): Place {
  const organ = industry.departments.find((one) => one.id === permit.department.id)?.organ
  if (organ === undefined) throw new RangeError(`unknown department ${permit.department.id}`)
  if (premisesDivision === null && permit.level === '县区级') {
    return {
      department: permit.department.id,
      departmentName: organ.县区级.replace('{region}', someCounty),
      region: null,
      regionName: someCounty,
      window: `${someCounty}政务服务大厅综合窗口`,
      address: toBeConfirmed,
      telephone: toBeConfirmed
    }
  }
  const code = premisesDivision === null ? cityOf(industry.regions) : departmentRegion(permit, premisesDivision, industry.regions)
  const region = regionOf(code, industry.regions)
  return {
    department: permit.department.id,
    departmentName: organ[region.level].replace('{region}', region.name),
    region: region.code,
    regionName: region.name,
    window: region.window.name,
    address: region.window.address ?? toBeConfirmed,
    telephone: region.window.telephone ?? toBeConfirmed
  }
}

function cityOf (regions: Region[]): string {
  const city = regions.find((one) => one.level === '市级')
  if (city === undefined) throw new RangeError('no city among the regions')
  return handlerOf(city, regions)
}

function handlerOf (region: Region, regions: Region[], hops = 0): string {
  if (region.handled_by === null || hops > regions.length) return region.code
  return handlerOf(regionOf(region.handled_by, regions), regions, hops + 1)
}
