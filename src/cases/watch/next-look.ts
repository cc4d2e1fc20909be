import type { Knex } from 'knex'
import { deficiencyItemsOf } from '../../database/deficiencies.js'
import { nextDay } from '../../domain/civil-days.js'
import { civilDateOf, startOfCivilDate } from '../../domain/time.js'
import { cutOffFor, formalCheckFor, isSilent } from '../formal-check.js'
import { permitOf } from '../permit-context.js'
import type { Look } from './watched-case.js'

/**
 * When a case is looked at next if nothing changes before: at its next step, when what was found must be told, when silence becomes acceptance;
 * an open case in any case as the next day begins, when visits may become due and stops grow longer. Null: there is nothing to come.
 */
export async function nextLook (tx: Knex, look: Look, stepMoments: Date[]): Promise<Date | null> {
  const { caseFile, now } = look
  const steps = stepMoments.filter((moment) => moment > now)
  // One that has come since the look began is still to be dealt with
  const formal = caseFile.closed_at === null ? [startOfCivilDate(nextDay(civilDateOf(now))), ...await formalMoments(tx, look)] : []
  const moments = [...steps, ...formal]
  return moments.length === 0 ? null : moments.reduce((a, b) => a < b ? a : b)
}

async function formalMoments (tx: Knex, { caseFile, industry, subCases, calendar }: Look): Promise<Date[]> {
  const untold = await deficiencyItemsOf(tx, { caseNo: caseFile.case_no }, ['found'])
  const moments: Date[] = []
  for (const subCase of subCases) {
    const checked = { subCase, caseFile, industry }
    const isUntold = untold.some((item) => item.sub_case_no === subCase.sub_case_no)
    if (isUntold || isSilent(subCase, permitOf(industry, subCase.permit))) moments.push(startOfCivilDate(nextDay((await formalCheckFor(tx, checked, calendar)).endsOn)))
    if (isUntold) moments.push(await cutOffFor(tx, checked, calendar))
  }
  return moments
}
