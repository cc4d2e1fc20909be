import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface ApplicationBanRow {
  sub_case_no: string
  permit: string
  holder_usci: string
  document_no: string
  begins_on: CivilDate
  ends_on: CivilDate
}

export async function insertApplicationBan (tx: Knex, ban: ApplicationBanRow): Promise<void> {
  await tx('application_ban').insert(ban)
}

/** The bans on a holder that are in force on a day, of these permits. */
export async function bansInForce (tx: Knex, permits: string[], holderUsci: string, day: CivilDate): Promise<ApplicationBanRow[]> {
  return await tx('application_ban').whereIn('permit', permits).where({ holder_usci: holderUsci }).where('ends_on', '>=', day).orderBy('ends_on', 'desc').select<ApplicationBanRow[]>()
}
