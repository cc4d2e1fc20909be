import { departmentName, organName, regionName, type OrganRegistry } from '../domain/organs.js'

/** Whose permit it is, by ids and in words. */
export interface Whose { department: string, departmentName: string, region: string, regionName: string, organ: string }

export function whoseOf (registry: OrganRegistry, { department, region }: Pick<Whose, 'department' | 'region'>): Whose {
  return { department, departmentName: departmentName(registry, department), region, regionName: regionName(registry, region), organ: organName(registry, department, region) }
}
