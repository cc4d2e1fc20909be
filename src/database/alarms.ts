import type { Knex } from 'knex'

export interface Alarm { id: number, kind: string, detail: Record<string, unknown>, raisedAt: Date }

/** One open alarm per kind and detail: raising it again changes nothing. */
export async function raiseAlarm (tx: Knex, kind: string, detail: Record<string, unknown> = {}): Promise<void> {
  await tx.raw(
    'INSERT INTO platform_alarm (kind, detail) VALUES (?, ?) ON CONFLICT (kind, detail) WHERE cleared_at IS NULL DO NOTHING',
    [kind, JSON.stringify(detail)])
}

/** Clears the open alarms of a kind whose detail contains `detail`. */
export async function clearAlarms (tx: Knex, kind: string, detail: Record<string, unknown> = {}): Promise<void> {
  await tx('platform_alarm').where({ kind }).whereNull('cleared_at').whereRaw('detail @> ?', [JSON.stringify(detail)])
    .update({ cleared_at: tx.fn.now() })
}

export async function openAlarms (tx: Knex): Promise<Alarm[]> {
  return await tx('platform_alarm').whereNull('cleared_at').orderBy('id').select('id', 'kind', 'detail', 'raised_at as raisedAt')
}

/** Makes the open alarms of a kind exactly these: new ones are raised, those no longer named are cleared. */
export async function setAlarms (tx: Knex, kind: string, details: Record<string, unknown>[]): Promise<void> {
  for (const detail of details) await raiseAlarm(tx, kind, detail)
  await tx('platform_alarm').where({ kind }).whereNull('cleared_at')
    .whereRaw('NOT (detail = ANY (ARRAY(SELECT jsonb_array_elements(CAST(? AS jsonb)))))', [JSON.stringify(details)])
    .update({ cleared_at: tx.fn.now() })
}

/** Clears one alarm that a person has dealt with; false when it isn't open. */
export async function clearAlarm (tx: Knex, id: number): Promise<boolean> {
  return await tx('platform_alarm').where({ id }).whereNull('cleared_at').update({ cleared_at: tx.fn.now() }) > 0
}
