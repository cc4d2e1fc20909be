/** Roles of a department's people; their group is `<department>.<role>@<region>`. */
export const departmentRoles = ['intake', 'reviewer', 'approver', 'inspector', 'organiser', 'hearing-chair', 'enforcement', 'archivist'] as const

/** Groups of people who work for the whole city. */
export const cityGroups = ['supervisor', 'policy', 'admin', 'ops'] as const

/** What of an account says which groups' business it may do. */
export interface Member { kind: string, groups: readonly string[] }

/** 督办人员: staff who see every case, and whom limits are told to. */
export function isSupervisor ({ kind, groups }: Member): boolean {
  return kind === 'staff' && groups.includes('supervisor')
}

/** Staff who keep the platform running: they retry and send again what supervisors only see. */
export function isOperator ({ kind, groups }: Member): boolean {
  return kind === 'staff' && groups.some((group) => group === 'admin' || group === 'ops')
}

/** Who the supervision pages (督办) are for: supervisors, and operators, who see no more cases for it. */
export function seesSupervision (member: Member): boolean {
  return isSupervisor(member) || isOperator(member)
}

const windowGroup = 'gov-services.intake@'

/** Regions whose 综合窗口 somebody of these groups works at. */
export function windowRegionsOf (groups: readonly string[]): string[] {
  return groups.filter((group) => group.startsWith(windowGroup)).map((group) => group.slice(windowGroup.length))
}

/** Whether a group's name is one that a task may be given to. */
export function isGroupName (name: string): boolean {
  return new RegExp(`^(${cityGroups.join('|')}|[a-z][a-z-]*\\.(${departmentRoles.join('|')})@\\d{6})$`).test(name)
}

/** The regions in which somebody of these groups has one of the roles, whatever the department. */
export function regionsWithRole (groups: readonly string[], roles: readonly (typeof departmentRoles)[number][]): string[] {
  const pattern = new RegExp(`\\.(?:${roles.join('|')})@(\\d{6})$`)
  return [...new Set(groups.flatMap((group) => pattern.exec(group)?.[1] ?? []))]
}
