import type { Knex } from 'knex'
import { certificateNumber, certificateNumberScope, type NumberParts } from '../domain/certificate-number.js'
import { caseNumber, licenceNumber } from '../domain/identifiers.js'
import type { CivilDate } from '../domain/time.js'
import { rowsOf } from './connection.js'

/**
 * The next number of a sequence, from 1. Without gaps: the counter's row is locked until the transaction ends, and a
 * rollback gives the number back. Call it late in a transaction, for everybody else of the scope waits.
 */
export async function nextNumber (tx: Knex.Transaction, scope: string): Promise<number> {
  const rows = await rowsOf<{ value: number }>(tx.raw(`
    INSERT INTO number_counter (scope, last_value) VALUES (?, 1)
    ON CONFLICT (scope) DO UPDATE SET last_value = number_counter.last_value + 1
    RETURNING last_value AS value`, [scope]))
  return rows[0]!.value
}

/** The next certificate number by a permit's template (`certificate.number_template`). */
export async function nextCertificateNumber (tx: Knex.Transaction, permit: string, template: string, parts: NumberParts): Promise<string> {
  const serial = await nextNumber(tx, certificateNumberScope(permit, template, parts))
  return certificateNumber(template, parts, serial)
}

/** The next case number of a region (six digits) on a civil day. */
export async function nextCaseNumber (tx: Knex.Transaction, region: string, receivedOn: CivilDate): Promise<string> {
  return caseNumber(region, receivedOn, await nextNumber(tx, `case:${region}:${receivedOn}`))
}

/** The next number of a composite licence, of whatever industry, of a region (six digits) in a year. */
export async function nextLicenceNumber (tx: Knex.Transaction, region: string, year: string): Promise<string> {
  return licenceNumber(region, year, await nextNumber(tx, `licence:${region}:${year}`))
}
