import type { Limit, Permit, PublishedIndustry } from '../../catalogue/types.js'
import { limitInWords } from '../limit-words.js'
import { isTwoStage } from '../permit-stages.js'
import { procedureFactsOf, procedureNames } from '../special-procedures.js'
import type { PermitSchedule } from './schedule.js'

/** Facts that a plan's dates rest on and that the city has not confirmed yet 〔待核〕, in words. */
export function openLimits (industry: PublishedIndustry, schedules: readonly PermitSchedule[]): string[] {
  const shared = schedules.some(({ acceptedOn }) => acceptedOn !== null) ? openOf('', '受理意见期限', industry.defaults['verdict-due'] ?? null) : []
  return [...shared, ...schedules.flatMap((one) => one.acceptedOn === null ? [] : openOfPermit(one))]
}

function openOfPermit ({ chosen: { permit }, visitOn, procedures }: PermitSchedule): string[] {
  const limits = isTwoStage(permit) ? permit.time_limit.stages : [{ name: '', ...permit.time_limit }]
  return [
    ...limits.flatMap(({ name, promised, statutory }) => [...openOf(permit.name, `${name}承诺期限`, promised), ...openOf(permit.name, `${name}法定期限`, statutory)]),
    ...(visitOn === null ? [] : openOf(permit.name, '核查期限', permit.inspection.within)),
    ...procedures.flatMap(({ kind }) => openOfProcedure(permit, kind))
  ]
}

function openOfProcedure (permit: Permit, kind: PermitSchedule['procedures'][number]['kind']): string[] {
  const facts = procedureFactsOf(permit, kind)
  if (facts?.note.includes('待核') === true) return [`${permit.name}：${procedureNames[kind]}：${facts.note}`]
  return openOf(permit.name, `${procedureNames[kind]}期间`, facts?.duration ?? null)
}

function openOf (permit: string, what: string, limit: Limit | null): string[] {
  if (limit?.unverified !== true) return []
  return [`${permit === '' ? '' : `${permit}：`}${what}${limitInWords(limit)}`]
}
