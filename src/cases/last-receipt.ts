import type { Knex } from 'knex'
import { supplementedAt } from '../database/notices.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { onWorkday, type WorkCalendar } from '../domain/working-days.js'
import type { PermitContext } from './permit-context.js'

/** The day on which the last of a permit's application came in: what was handed in later is looked at within a limit of its own, as it was not there before. */
export async function lastReceiptOn (tx: Knex, { subCase, caseFile }: PermitContext, calendar: WorkCalendar): Promise<CivilDate> {
  const moments = [await supplementedAt(tx, subCase.sub_case_no), subCase.received_at].flatMap((moment) => moment ?? [])
  const last = moments.reduce((latest, moment) => moment > latest ? moment : latest, moments[0] ?? caseFile.submitted_at)
  return onWorkday(calendar, civilDateOf(last))
}
