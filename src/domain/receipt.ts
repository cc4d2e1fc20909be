import { DateTime } from 'luxon'
import { civilDateOf, civilZone } from './time.js'
import { onWorkday, type WorkCalendar } from './working-days.js'

/** When material handed in at an instant counts as received: at once on a working day, else as the next working day begins. */
export function receiptInstant (calendar: WorkCalendar, submittedAt: Date): Date {
  const submittedOn = civilDateOf(submittedAt)
  const receivedOn = onWorkday(calendar, submittedOn)
  return receivedOn === submittedOn ? submittedAt : DateTime.fromISO(receivedOn, { zone: civilZone }).toJSDate()
}
