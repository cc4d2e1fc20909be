import type { Knex } from 'knex'
import type { PublishedIndustry } from '../../catalogue/types.js'
import type { Account } from '../../database/accounts.js'
import { loadCalendar } from '../../database/calendar.js'
import { inspectorsInRegions, type InspectorInGroups } from '../../database/inspector-groups.js'
import { contentOf, latestReleases, releaseReader } from '../../database/releases.js'
import { bookedTimesBetween, visitsBetween, waitingVisits } from '../../database/visit-calendar.js'
import { daysAfter, daysBetween } from '../../domain/civil-days.js'
import { regionsWithRole } from '../../domain/groups.js'
import { organName } from '../../domain/organs.js'
import { visitStateNames } from '../../domain/state-names.js'
import { startOfCivilDate, type CivilDate } from '../../domain/time.js'
import { ServiceError } from '../../errors.js'
import { permitOf } from '../permit-context.js'
import { mayKeepAbsencesOf } from './absences.js'

/**
 * 核查日历: confirmed visits, inspectors with what they have, and the visits that wait to be arranged, of the regions in which the account organises or
 * inspects. Dates are inclusive.
 * @throws ServiceError `forbidden` for who does neither: inspectors' names and leave are nobody else's business
 */
export async function visitCalendar (tx: Knex, account: Account, { from, to }: { from: CivilDate, to: CivilDate }) {
  const regions = regionsWithRole(account.groups, ['organiser', 'inspector'])
  if (regions.length === 0) throw new ServiceError('forbidden')
  const range = { from: startOfCivilDate(from), until: startOfCivilDate(daysAfter(to, 1)) }
  const calendar = await loadCalendar(tx)
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => daysAfter(from, index))
  return {
    days: days.map((date) => ({ date, isWorkday: calendar.isWorkday(date) })),
    visits: await calendarVisits(tx, account, regions, range),
    inspectors: await calendarInspectors(tx, account, regions, range),
    waiting: await waitingFor(tx, account)
  }
}

async function calendarVisits (tx: Knex, { id: accountId }: Account, regions: string[], range: { from: Date, until: Date }) {
  const readRelease = releaseReader(tx)
  return await Promise.all((await visitsBetween(tx, { regions, accountId }, range)).map(async (row) => {
    const industry = await readRelease(row.releaseId)
    return {
      visitNo: row.visitNo,
      caseNo: row.caseNo,
      stateName: visitStateNames[row.state],
      startsAt: row.from,
      endsAt: row.until,
      applicant: row.holderName,
      premises: row.premisesAddress,
      lead: organName(industry, row.department, row.region),
      permits: namesOf(industry, row.permits),
      team: row.team.map(({ login, name }) => ({ login, name, isLeader: login === row.leader }))
    }
  }))
}

async function calendarInspectors (tx: Knex, account: Account, regions: string[], range: { from: Date, until: Date }) {
  const inspectors = await inspectorsInRegions(tx, regions)
  const booked = await bookedTimesBetween(tx, inspectors.map(({ accountId }) => accountId), range)
  const industries = await Promise.all((await latestReleases(tx)).map(async (release) => await contentOf(tx, release)))
  return inspectors.map((inspector) => ({
    login: inspector.login,
    name: inspector.name,
    organ: organOf(industries, inspector),
    mayKeepAbsences: mayKeepAbsencesOf(account, inspector),
    booked: booked.filter(({ accountId }) => accountId === inspector.accountId).map(({ id, kind, from, until }) => ({ id, kind, from, until }))
  }))
}

/** The organ's name as the newest catalogue has it; the group's own name where no published industry knows the department. */
function organOf (industries: PublishedIndustry[], { groups: [group] }: InspectorInGroups): string {
  const [department, region] = group!.split('.inspector@') as [string, string]
  const known = industries.find(({ departments, regions }) => departments.some(({ id }) => id === department) && regions.some(({ code }) => code === region))
  return known === undefined ? group! : organName(known, department, region)
}

async function waitingFor (tx: Knex, { groups }: Account) {
  const readRelease = releaseReader(tx)
  return await Promise.all((await waitingVisits(tx, groups)).map(async ({ releaseId, holderName, premisesAddress, permits, ...row }) => ({
    ...row, applicant: holderName, premises: premisesAddress, permits: namesOf(await readRelease(releaseId), permits)
  })))
}

function namesOf (industry: PublishedIndustry, permits: string[]): string[] {
  return permits.map((permit) => permitOf(industry, permit).name)
}
