import type { Knex } from 'knex'

export interface AuditEntry {
  at: Date
  /** Null for the public. */
  accountId: number | null
  action: string
  subject: string
  detail?: Record<string, unknown>
}

/** Writes down who did what. Entries are never changed; no personal numbers in `detail`. */
export async function addAuditEntry (tx: Knex, entry: AuditEntry): Promise<void> {
  await tx('audit_log').insert({
    at: entry.at,
    account_id: entry.accountId,
    action: entry.action,
    subject: entry.subject,
    detail: JSON.stringify(entry.detail ?? {})
  })
}
