import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** PostgreSQL shows who holds a lock by the name of the application, in ASCII and 63 bytes: enough for 12 Chinese characters. */
const turnPrefix = 'publish:'
const longestNameBytes = 36

/** One publisher at a time, until the transaction ends; a second one waits. */
export async function waitForPublication (tx: Knex, who: string): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock(hashtext('onelicence-publication'))")
  await sayWho(tx, who)
}

/** The same without waiting. @returns whether it is this transaction's turn */
export async function tryPublication (tx: Knex, who: string): Promise<boolean> {
  const [row] = await rowsOf<{ taken: boolean }>(tx.raw("SELECT pg_try_advisory_xact_lock(hashtext('onelicence-publication')) AS taken"))
  if (row?.taken === true) await sayWho(tx, who)
  return row?.taken === true
}

/** Who is publishing just now; undefined when nobody is, or it can't be seen. */
export async function publisherAtWork (database: Knex): Promise<string | undefined> {
  const [row] = await rowsOf<{ name: string }>(database.raw(`
    SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND objid = (hashtext('onelicence-publication')::bigint & 4294967295)::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`))
  return row?.name.startsWith(turnPrefix) === true ? Buffer.from(row.name.slice(turnPrefix.length), 'base64url').toString() : undefined
}

async function sayWho (tx: Knex, who: string): Promise<void> {
  const bytes = Buffer.from(who)
  let end = Math.min(bytes.length, longestNameBytes)
  // Not in the middle of a character
  while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--
  await tx.raw("SELECT set_config('application_name', ?, true)", [`${turnPrefix}${bytes.subarray(0, end).toString('base64url')}`])
}

/** A submission to an industry: many at once, but none while that industry is being published. */
export async function joinSubmissions (tx: Knex, industry: string): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock_shared(hashtext('onelicence-submission'), hashtext(?))", [industry])
}

/** Waits for the submissions under way; later ones wait until this transaction ends. */
export async function holdSubmissions (tx: Knex, industries: string[]): Promise<void> {
  for (const industry of [...industries].sort()) await tx.raw("SELECT pg_advisory_xact_lock(hashtext('onelicence-submission'), hashtext(?))", [industry])
}

/**
 * Submitted cases whose start message isn't sent yet, or was a moment ago and no instance has claimed the case: a model deployed now would take them.
 * One that was started in vain again and again has some other trouble and is not waited for.
 */
export async function casesBeingStarted (tx: Knex, industries: string[]): Promise<string[]> {
  const rows = await rowsOf<{ caseNo: string }>(tx.raw(`
    SELECT case_no AS "caseNo" FROM case_file
    WHERE process_instance_key IS NULL AND closed_at IS NULL AND industry = ANY(:industries)
      AND (SELECT count(*) < 5 AND bool_or(abandoned_at IS NULL AND coalesce(sent_at, now()) > now() - interval '1 minute')
        FROM outbox WHERE outbox.case_no = case_file.case_no AND outbox.dedupe_key LIKE 'start:%')
    ORDER BY case_no`, { industries }))
  return rows.map(({ caseNo }) => caseNo)
}
