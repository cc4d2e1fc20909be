import type { Knex } from 'knex'
import type { CaseRow } from '../../database/cases.js'
import { deficiencyItemsOf } from '../../database/deficiencies.js'
import { openNoticeOf } from '../../database/notices.js'
import { releaseOf } from '../../database/releases.js'
import { subCasesOf } from '../../database/sub-cases.js'
import { nextDay } from '../../domain/civil-days.js'
import { civilDateOf, startOfCivilDate } from '../../domain/time.js'
import type { WorkCalendar } from '../../domain/working-days.js'
import { cutOffFor, formalCheckFor, isSilent } from '../formal-check.js'
import { permitOf } from '../permit-context.js'

/**
 * When a case is looked at next if nothing changes before: at its next step, when what was found must be told, when silence becomes acceptance;
 * an open case in any case as the next day begins, when visits may become due and stops grow longer. Null: there is nothing to come.
 */
export async function nextLook (tx: Knex, caseFile: CaseRow, { calendar, now, steps: stepMoments }: { calendar: WorkCalendar, now: Date, steps: Date[] }): Promise<Date | null> {
  const steps = stepMoments.filter((moment) => moment > now)
  // One that has come since the look began is still to be dealt with
  const formal = caseFile.closed_at === null ? [startOfCivilDate(nextDay(civilDateOf(now))), ...await formalMoments(tx, caseFile, calendar)] : []
  const moments = [...steps, ...formal]
  return moments.length === 0 ? null : moments.reduce((a, b) => a < b ? a : b)
}

async function formalMoments (tx: Knex, caseFile: CaseRow, calendar: WorkCalendar): Promise<Date[]> {
  const industry = await releaseOf(tx, caseFile.release_id)
  const isNoticeOut = await openNoticeOf(tx, caseFile.case_no) !== undefined
  const untold = await deficiencyItemsOf(tx, { caseNo: caseFile.case_no }, ['found'])
  const moments: Date[] = []
  for (const subCase of await subCasesOf(tx, caseFile.case_no)) {
    const checked = { subCase, caseFile, industry }
    const isUntold = untold.some((item) => item.sub_case_no === subCase.sub_case_no)
    if (isUntold || isSilent(subCase, permitOf(industry, subCase.permit))) moments.push(startOfCivilDate(nextDay((await formalCheckFor(tx, checked, calendar)).endsOn)))
    if (isUntold && !isNoticeOut) moments.push(await cutOffFor(tx, checked, calendar))
  }
  return moments
}
