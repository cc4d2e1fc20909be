import { isDeepStrictEqual } from 'node:util'
import type { Material, Permit, PublishedIndustry } from '../../catalogue/types.js'
import { decisionRules, defaultRules } from './changed-tables.js'
import { changedItems } from './changed-items.js'

/** One rule that a draft writes differently: where it stands, the permit that it is about (null: several), and a release with this rule changed as the draft has it. */
export interface ChangedRule { rule: string, permit: string | null, applyTo (industry: PublishedIndustry): PublishedIndustry }

const plainKeys = ['kind', 'handling', 'department', 'inclusion', 'applicant_choice', 'applies_when', 'depends_on', 'commitment_enabled', 'special_procedures', 'flow_shapes'] as const satisfies (keyof Permit)[]
/** Whose parts are told apart. */
const groupKeys = ['commitment', 'inspection', 'time_limit', 'fields'] as const satisfies (keyof Permit)[]
const industryKeys = { exit_when_empty: '没有事项时的出口', choice_groups: '择一组', questions: '问题' } as const
const ownKeys: string[] = ['applies_when', 'inclusion', 'applicant_choice', 'depends_on', 'commitment_enabled']
/** What the industry's choice of a material says; the rest is the register's. */
const usedMaterialKeys: string[] = ['copies', 'covered_by_commitment', 'required', 'applies_when', 'awaits_permit', 'note', 'stage'] satisfies (keyof Material)[]

/** The rules of a draft that may change how a case comes out, each by itself. */
export function changedRules (before: PublishedIndustry, after: PublishedIndustry): ChangedRule[] {
  return [
    ...before.permits.flatMap((former) => {
      const current = after.permits.find(({ id }) => id === former.id)
      return current === undefined ? [] : [...permitRules(before, former, current), ...materialRules(former, current)]
    }),
    ...membershipRules(before, after),
    ...industryRules(before, after),
    ...decisionRules(before, after),
    ...defaultRules(before, after)
  ]
}

function permitRules (industry: PublishedIndustry, former: Permit, current: Permit): ChangedRule[] {
  const plain = plainKeys.filter((key) => !isDeepStrictEqual(former[key], current[key]))
    .map((key) => permitRule(`${fileOf(industry, current, key)} 的 ${key}`, current.id, (permit) => ({ ...permit, [key]: current[key] })))
  const parts = groupKeys.flatMap((key) => Object.keys(current[key])
    .filter((part) => !isDeepStrictEqual(Reflect.get(former[key], part), Reflect.get(current[key], part)))
    .map((part) => permitRule(`${fileOf(industry, current, key)} 的 ${key}.${part}`, current.id, (permit) => ({ ...permit, [key]: { ...permit[key], [part]: Reflect.get(current[key], part) as unknown } }))))
  return [...plain, ...parts]
}

function permitRule (rule: string, id: string, change: (permit: Permit) => Permit): ChangedRule {
  return { rule, permit: id, applyTo: (industry) => ({ ...industry, permits: industry.permits.map((permit) => permit.id === id ? change(permit) : permit) }) }
}

/** What an industry says about a permit of its own stands beside the industry. */
function fileOf ({ id }: PublishedIndustry, permit: Permit, key: string): string {
  const isOwn = ownKeys.includes(key) || permit.overridden?.includes(key) === true
  return isOwn ? `industries/${id}/industry.yaml（${permit.name}）` : `permits/${permit.id}/permit.yaml`
}

function materialRules (former: Permit, current: Permit): ChangedRule[] {
  return changedItems(former.materials, current.materials, ({ id }) => id).map(({ was, is, changeIn }) =>
    permitRule(materialRule(current, was, is), current.id, (permit) => ({ ...permit, materials: changeIn(permit.materials) })))
}

function materialRule (permit: Permit, was: Material | undefined, is: Material | undefined): string {
  const { id, name } = (is ?? was)!
  const different = was === undefined || is === undefined ? [] : (Object.keys(is) as (keyof Material)[]).filter((key) => !isDeepStrictEqual(was[key], is[key]))
  if (different.length > 0 && different.every((key) => key === 'tolerance')) return `决策表 shared/material-tolerance.dmn（${name}）`
  if (different.length > 0 && different.every((key) => !usedMaterialKeys.includes(key))) return `materials.yaml 的 ${id}（${name}）`
  return `permits/${permit.id}/permit.yaml 的 materials（${name}）`
}

/** Permits that the industry has now, or no longer. */
function membershipRules (before: PublishedIndustry, after: PublishedIndustry): ChangedRule[] {
  const ids = new Set(after.permits.map(({ id }) => id).filter((id) => before.permits.some((permit) => permit.id === id)))
  return changedItems(before.permits, after.permits, ({ id }) => id).filter(({ was, is }) => !ids.has((is ?? was)!.id)).map(({ was, is, changeIn }) => ({
    rule: `industries/${before.id}/industry.yaml ${is === undefined ? '去掉' : '加'}了事项“${(is ?? was)!.name}”`,
    permit: (is ?? was)!.id,
    applyTo: (industry) => ({ ...industry, permits: changeIn(industry.permits) })
  }))
}

function industryRules (before: PublishedIndustry, after: PublishedIndustry): ChangedRule[] {
  return (Object.keys(industryKeys) as (keyof typeof industryKeys)[]).filter((key) => !isDeepStrictEqual(before[key], after[key])).map((key) => ({
    rule: `industries/${before.id}/industry.yaml 的 ${key}（${industryKeys[key]}）`, permit: null, applyTo: (industry) => ({ ...industry, [key]: after[key] })
  }))
}
