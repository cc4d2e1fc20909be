import type { VisitProposal } from '../../api/types.ts'

/** What the task `confirm-visit` hands on, as its form does. */
export interface VisitPlan { startsAt: string | null, durationMinutes: number, team: string[], leader: string | null }

type Party = VisitProposal['parties'][number]
type Inspector = Party['inspectors'][number]
export interface Range { from: number, until: number }

/** The plan as it was entered, drafted or proposed before; what is missing or of another kind is left empty. */
export function planFrom (data: Record<string, unknown>, durationMinutes: number): VisitPlan {
  const { startsAt, durationMinutes: minutes, team, leader } = data
  return {
    startsAt: typeof startsAt === 'string' && !Number.isNaN(Date.parse(startsAt)) ? startsAt : null,
    durationMinutes: typeof minutes === 'number' ? minutes : durationMinutes,
    team: Array.isArray(team) ? team.filter((login): login is string => typeof login === 'string') : [],
    leader: typeof leader === 'string' ? leader : null
  }
}

export function rangeOf ({ startsAt, durationMinutes }: VisitPlan): Range | undefined {
  if (startsAt === null || !Number.isFinite(durationMinutes)) return undefined
  const from = Date.parse(startsAt)
  return { from, until: from + durationMinutes * 60_000 }
}

/** What somebody has already that overlaps the range. */
export function busyIn ({ busy }: Inspector, range: Range | undefined): Inspector['busy'][number] | undefined {
  return range === undefined ? undefined : busy.find(({ from, until }) => Date.parse(from) < range.until && Date.parse(until) > range.from)
}

/** Who of the team is free then stays; each department is filled up with its free people to the number that it must send. */
export function teamFor (parties: Party[], team: string[], range: Range | undefined): string[] {
  return parties.flatMap(({ inspectors, minInspectors }) => {
    const free = inspectors.filter((one) => busyIn(one, range) === undefined).map(({ login }) => login)
    const kept = free.filter((login) => team.includes(login))
    return [...kept, ...free.filter((login) => !kept.includes(login)).slice(0, Math.max(0, minInspectors - kept.length))]
  })
}

/** What is not right yet, as the person reads it; the server judges again, and more. */
export function problemsOf (plan: VisitPlan, parties: Party[]): string[] {
  const range = rangeOf(plan)
  return [
    ...(range === undefined ? ['请选择核查时间'] : []),
    ...parties.flatMap(({ organ, minInspectors, inspectors }) => {
      const chosen = inspectors.filter(({ login }) => plan.team.includes(login))
      return [
        ...(chosen.length < minInspectors ? [`${organ}至少派 ${minInspectors} 人，现在是 ${chosen.length} 人`] : []),
        ...chosen.filter((one) => busyIn(one, range) !== undefined).map(({ name }) => `${name}在这段时间已有安排`)
      ]
    }),
    ...(plan.leader === null || !plan.team.includes(plan.leader) ? ['请选择领队'] : [])
  ]
}
