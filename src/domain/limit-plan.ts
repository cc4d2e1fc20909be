import type { Limit, Permit, PublishedIndustry } from '../catalogue/types.js'

/** Statutory and promised limit of a permit in the manner that it is handled; statutory null: the law names none (a filing). */
export interface PermitLimits { statutory: Limit | null, promised: Limit, text: string }

/** Days of all permits together, in working days, to show how much shorter handling them side by side is. No limit in law. */
export interface LimitPlan {
  unit: '工作日'
  assumption: string
  /** Side by side (hard dependencies one after the other), and added up. */
  statutory: { parallel: number, serial: number }
  promised: { parallel: number, serial: number }
}

/** The limits that apply by commitment or by the ordinary procedure (`time_limit.variants`). */
export function limitsOf (permit: Permit, manner: { isCommitment: boolean }): PermitLimits {
  const { statutory, promised, text, variants } = permit.time_limit
  const variant = variants.find((one) => one.method === (manner.isCommitment ? '告知承诺' : '一般程序'))
  return variant ?? { statutory, promised, text }
}

/** @param limits those of each permit, by permit id */
export function limitPlan (industry: PublishedIndustry, permits: Permit[], limits: ReadonlyMap<string, PermitLimits>): LimitPlan {
  const plan = (of: (one: PermitLimits) => Limit | null): { parallel: number, serial: number } => {
    const days = new Map(permits.map((permit) => [permit.id, workdaysShown(of(limits.get(permit.id)!))]))
    return { parallel: longestChain(permits, days), serial: [...days.values()].reduce((sum, one) => sum + one, 0) }
  }
  return { unit: '工作日', assumption: industry.time_plan.assumption, statutory: plan((one) => one.statutory), promised: plan((one) => one.promised) }
}

/** A limit in working days, for showing only: days by 5/7, months by 21 (time_plan.assumption). */
export function workdaysShown (limit: Limit | null): number {
  if (limit === null) return 0
  if (limit.unit === '工作日') return limit.n
  return limit.unit === '日' ? Math.ceil(limit.n * 5 / 7) : limit.n * 21
}

function longestChain (permits: Permit[], days: ReadonlyMap<string, number>): number {
  const byId = new Map(permits.map((permit) => [permit.id, permit]))
  const until = (permit: Permit): number => {
    const before = permit.depends_on.filter((one) => one.kind === 'hard').flatMap((one) => byId.get(one.permit) ?? []).map(until)
    return Math.max(0, ...before) + days.get(permit.id)!
  }
  return Math.max(0, ...permits.map(until))
}
