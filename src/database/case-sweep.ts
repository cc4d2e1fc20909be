import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

export interface UnstartedCase { caseNo: string, industry: string, attempts: number }

/**
 * Submitted cases that no process instance has claimed although their start message went out at least `afterSeconds` ago: the
 * engine may have lost it. Skips what another process is sweeping; call in a transaction.
 */
export async function lockUnstartedCases (tx: Knex.Transaction, afterSeconds: number): Promise<UnstartedCase[]> {
  return await rowsOf<UnstartedCase>(tx.raw(`
    SELECT case_no AS "caseNo", industry,
      (SELECT count(*)::int FROM outbox WHERE outbox.case_no = case_file.case_no AND outbox.dedupe_key LIKE 'start:%') AS attempts
    FROM case_file
    WHERE process_instance_key IS NULL AND closed_at IS NULL AND submitted_at < now() - make_interval(secs => :afterSeconds)
      AND NOT EXISTS (
        SELECT 1 FROM outbox WHERE outbox.case_no = case_file.case_no AND outbox.dedupe_key LIKE 'start:%'
          AND ((sent_at IS NULL AND abandoned_at IS NULL) OR coalesce(sent_at, abandoned_at) > now() - make_interval(secs => :afterSeconds)))
    ORDER BY submitted_at LIMIT 200 FOR UPDATE OF case_file SKIP LOCKED`, { afterSeconds }))
}
