import type { Knex } from 'knex'
import type { Catalogue } from '../catalogue/catalogue.js'
import { saveAccount, type AccountKind } from '../database/accounts.js'
import { hashPassword } from '../passwords.js'

export interface DemoAccount { login: string, displayName: string, kind: AccountKind, groups: string[] }

const roles: { role: string, name: string, count: number }[] = [
  { role: 'reviewer', name: '审核', count: 1 },
  { role: 'approver', name: '决定', count: 1 },
  { role: 'inspector', name: '核查', count: 3 },
  { role: 'organiser', name: '组织核查', count: 1 },
  { role: 'hearing-chair', name: '主持听证', count: 1 }
]
const globalGroups = [['supervisor', '督办'], ['policy', '政策'], ['admin', '管理'], ['ops', '运维']] as const
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎']
const givenNames = ['文博', '晓梅', '建国', '丽华', '志强', '雨桐', '海涛', '秀英', '明轩', '思远', '春燕']

/**
 * The people of a demonstration: per department that any industry needs, in the first county-level region and in its city, who reviews,
 * decides, inspects, organises and presides over hearings; the window; the global roles; two applicants. All names are made up.
 */
export function demoAccounts (catalogue: Catalogue): DemoAccount[] {
  const county = catalogue.regions.find(({ level }) => level === '县区级')
  const regions = catalogue.regions.filter(({ code }) => code === county?.code || code === county?.parent)
  const departments = new Set([
    ...Object.values(catalogue.permits).map(({ department }) => department),
    ...Object.values(catalogue.industries).map(({ joint_inspection: { lead } }) => lead)
  ])
  const staff = regions.flatMap(({ code }) => [
    { login: `intake-${code}`, duty: '综合窗口', groups: [`gov-services.intake@${code}`] },
    ...[...departments].sort().flatMap((department) => staffOf(department, code))
  ])
  const global = globalGroups.map(([group, duty]) => ({ login: group, duty, groups: [group] }))
  const applicants = [1, 2].map((number) => ({ login: `applicant-${number}`, displayName: personName(500 + number), kind: 'applicant' as const, groups: [] }))
  return [
    ...applicants,
    ...[...staff, ...global].map(({ login, duty, groups }, index) => ({ login, displayName: `${personName(index)}（演示·${duty}）`, kind: 'staff' as const, groups }))
  ]
}

/** Creates or renews them, all with one password. Only ever called for the embedded database. */
export async function createDemoAccounts (database: Knex, accounts: DemoAccount[], password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await database.transaction(async (tx) => {
    for (const account of accounts) await saveAccount(tx, { ...account, passwordHash, isDemo: true })
  })
}

function staffOf (department: string, region: string): { login: string, duty: string, groups: string[] }[] {
  return roles.flatMap(({ role, name, count }) => Array.from({ length: count }, (_, index) => ({
    login: [department, role, region, ...(count > 1 ? [index + 1] : [])].join('-'),
    duty: name,
    groups: [`${department}.${role}@${region}`]
  })))
}

/** Different for the first 528 numbers: the counts of surnames and given names share no divisor. */
function personName (number: number): string {
  return `${surnames[number % surnames.length]}${givenNames[number % givenNames.length]}`
}
