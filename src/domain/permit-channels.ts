import type { PublishedIndustry } from '../catalogue/types.js'
import { placeOf } from './places.js'

/** Where one permit is applied for by itself. */
export interface PermitChannel { permit: string, name: string, department: string, window: string, address: string, telephone: string }

/** The single-permit channels of these permits, or of all: the reform changes nobody's duty, so each department takes its own (方案 二（二）). */
export function permitChannels (industry: PublishedIndustry, permits: readonly string[] | null, premisesDivision: string | null): PermitChannel[] {
  const county = industry.regions.find(({ code, level }) => code === premisesDivision && level === '县区级')?.code ?? null
  return industry.permits.filter(({ id }) => permits === null || permits.includes(id)).map((permit) => {
    const { departmentName, window, address, telephone } = placeOf(industry, permit, county)
    return { permit: permit.id, name: permit.name, department: departmentName, window, address, telephone }
  })
}
