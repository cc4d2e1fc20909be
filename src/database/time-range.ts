import type { Knex } from 'knex'
import type { TimeRange } from '../domain/inspection-slots.js'

/** As the database keeps a time: its beginning belongs to it, its end does not. */
export function rangeOf (tx: Knex, { from, until }: TimeRange): Knex.Raw {
  return tx.raw("tstzrange(?, ?, '[)')", [from, until])
}
