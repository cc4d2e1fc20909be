import { DateTime } from 'luxon'
import { civilDateOf, civilZone, type CivilDate } from './time.js'
import { laterOf } from './civil-days.js'

/** Half-open: the person is free again at `until`. */
export interface TimeRange { from: Date, until: Date }

/** A permit that takes part in a visit. `group` is its department's inspector group, `<department>.inspector@<region>`. */
export interface VisitedPermit {
  subCaseNo: string
  permitName: string
  group: string
  departmentName: string
  minInspectors: number
  mustVisitBy: CivilDate
}

export interface Inspector { login: string, name: string, group: string, busy: TimeRange[] }

/** A department (at one level) that must send people of its own, and how many at least. */
export interface VisitParty { group: string, departmentName: string, minInspectors: number }

export interface SlotRequest {
  permits: VisitedPermit[]
  inspectors: Inspector[]
  /** No slot starts before this moment. */
  from: Date
  isWorkday: (date: CivilDate) => boolean
  durationMinutes: number
  /** How many slots to look for; at most one each half day. */
  count?: number
}

export interface VisitSlot {
  startsAt: Date
  endsAt: Date
  /** The free people by group, at least `minInspectors` in each. */
  free: Record<string, string[]>
  /** After the earliest limit: proposed only when nothing is possible before it. */
  isLate: boolean
}

export interface SlotProposal {
  slots: VisitSlot[]
  mustVisitBy: CivilDate
  /** Why nothing is possible within the limit, one Chinese sentence each; empty when something is. */
  obstacles: string[]
}

const officeHours = [{ from: '09:00', until: '12:00' }, { from: '14:30', until: '17:30' }] as const
const stepMinutes = 30
const latestSearchDays = 60

/**
 * The first slots in which every participating department has enough free people of its own, within the earliest limit
 * of the permits. Each department needs two of its own, not two in all (行政许可法第三十四条第三款). Only when the limit
 * leaves none, later slots are proposed and `obstacles` says which department lacks whom until when.
 */
export function proposeSlots (request: SlotRequest): SlotProposal {
  const mustVisitBy = earliestLimit(request.permits)
  const parties = visitParties(request.permits)
  const inTime = halfDays(request, civilDateOf(request.from), mustVisitBy)
  const slots = firstSlots(inTime, parties, request, false)
  if (slots.length > 0) return { slots, mustVisitBy, obstacles: [] }

  const dayAfterLimit = laterOf(addDays(mustVisitBy, 1), civilDateOf(request.from))
  const late = halfDays(request, dayAfterLimit, addDays(dayAfterLimit, latestSearchDays))
  return { slots: firstSlots(late, parties, request, true), mustVisitBy, obstacles: findObstacles(inTime, parties, request, mustVisitBy) }
}

/** The strictest limit of the permits that are visited together. */
export function earliestLimit (permits: VisitedPermit[]): CivilDate {
  const limits = permits.map((permit) => permit.mustVisitBy).sort()
  if (limits[0] === undefined) throw new RangeError('a visit without permits has no limit')
  return limits[0]
}

/** Each department at each level once, with the largest number of people that one of its permits asks for. */
export function visitParties (permits: VisitedPermit[]): VisitParty[] {
  const parties = new Map<string, VisitParty>()
  for (const { group, departmentName, minInspectors } of permits) {
    const known = parties.get(group)
    parties.set(group, { group, departmentName, minInspectors: Math.max(minInspectors, known?.minInspectors ?? 0) })
  }
  return [...parties.values()]
}

/** Does the person have nothing else in this range? */
export function isFree (inspector: Inspector, range: TimeRange): boolean {
  return inspector.busy.every((busy) => busy.until <= range.from || busy.from >= range.until)
}

/** Possible ranges of each half working day, in order; empty half days are left out. */
function halfDays (request: SlotRequest, first: CivilDate, last: CivilDate): TimeRange[][] {
  const result: TimeRange[][] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (!request.isWorkday(day)) continue
    for (const hours of officeHours) {
      const ranges = rangesOf(day, hours, request.durationMinutes).filter((range) => range.from > request.from)
      if (ranges.length > 0) result.push(ranges)
    }
  }
  return result
}

function rangesOf (day: CivilDate, hours: { from: string, until: string }, durationMinutes: number): TimeRange[] {
  const at = (time: string) => DateTime.fromISO(`${day}T${time}`, { zone: civilZone })
  const result: TimeRange[] = []
  for (let start = at(hours.from); start.plus({ minutes: durationMinutes }) <= at(hours.until); start = start.plus({ minutes: stepMinutes })) {
    result.push({ from: start.toJSDate(), until: start.plus({ minutes: durationMinutes }).toJSDate() })
  }
  return result
}

function firstSlots (halfDays: TimeRange[][], parties: VisitParty[], request: SlotRequest, isLate: boolean): VisitSlot[] {
  const slots: VisitSlot[] = []
  for (const ranges of halfDays) {
    if (slots.length === (request.count ?? 4)) break
    const range = ranges.find((range) => parties.every((party) => freeOf(party, range, request).length >= party.minInspectors))
    if (range === undefined) continue
    const free = Object.fromEntries(parties.map((party) => [party.group, freeOf(party, range, request)]))
    slots.push({ startsAt: range.from, endsAt: range.until, free, isLate })
  }
  return slots
}

function freeOf (party: VisitParty, range: TimeRange, { inspectors }: SlotRequest): string[] {
  return inspectors.filter((inspector) => inspector.group === party.group && isFree(inspector, range)).map((inspector) => inspector.login)
}

function findObstacles (inTime: TimeRange[][], parties: VisitParty[], request: SlotRequest, mustVisitBy: CivilDate): string[] {
  const ranges = inTime.flat()
  if (ranges.length === 0) return [`核查期限为${mustVisitBy}，期限内已没有可用的工作时段`]

  const obstacles = parties.flatMap((party) => obstacleOf(party, ranges, request))
  return obstacles.length > 0 ? obstacles : [`${mustVisitBy}前各部门都有人的时段不重合，无法一次核查`]
}

function obstacleOf (party: VisitParty, ranges: TimeRange[], request: SlotRequest): string[] {
  const own = request.inspectors.filter((inspector) => inspector.group === party.group)
  if (own.length < party.minInspectors) {
    return [`${party.departmentName}只有${own.length}名核查人员，至少需要${party.minInspectors}名`]
  }
  if (ranges.some((range) => freeOf(party, range, request).length >= party.minInspectors)) return []

  const busy = own.flatMap((inspector) => inspector.busy.length === 0 ? [] : [`${inspector.name}至${describeMoment(lastBusyMoment(inspector))}`])
  return [`${party.departmentName}期限内没有${party.minInspectors}名人员同时有空：${busy.join('、')}已有安排`]
}

function lastBusyMoment (inspector: Inspector): Date {
  return inspector.busy.map((range) => range.until).reduce((latest, until) => until > latest ? until : latest)
}

/** A moment as people in China read it, to the minute. */
export function describeMoment (moment: Date): string {
  return DateTime.fromJSDate(moment, { zone: civilZone }).toFormat('yyyy-MM-dd HH:mm')
}

function addDays (date: CivilDate, days: number): CivilDate {
  return DateTime.fromISO(date, { zone: civilZone }).plus({ days }).toISODate()!
}
