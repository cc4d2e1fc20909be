import type { Knex } from 'knex'
import { supplementedAt } from '../database/notices.js'
import type { ClockEvent } from '../domain/clock/clock-event.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { onWorkday, type WorkCalendar } from '../domain/working-days.js'
import type { PermitContext } from './permit-context.js'

type Received = Pick<PermitContext, 'subCase' | 'caseFile'>

/** When the last of a permit's application came in: what was handed in later is looked at within a limit of its own, as it was not there before. */
export async function lastReceiptAt (tx: Knex, { subCase, caseFile }: Received): Promise<Date> {
  const moments = [await supplementedAt(tx, subCase.sub_case_no), subCase.received_at].flatMap((moment) => moment ?? [])
  return moments.reduce((latest, moment) => moment > latest ? moment : latest, moments[0] ?? caseFile.submitted_at)
}

/** The day that this counts as (行政许可法第三十二条). */
export async function lastReceiptOn (tx: Knex, context: Received, calendar: WorkCalendar): Promise<CivilDate> {
  return onWorkday(calendar, civilDateOf(await lastReceiptAt(tx, context)))
}

/** The receipt as the clock's first event; what was handed in on a rest day counts later than it may be accepted. */
export async function receiptEvent (tx: Knex, context: Received, acceptedAt: Date): Promise<ClockEvent> {
  const receivedAt = await lastReceiptAt(tx, context)
  return { type: 'received', at: receivedAt < acceptedAt ? receivedAt : acceptedAt }
}
