import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** Elements of each process that some case of an industry has come to, in any engine. */
export async function passedElements (database: Knex, industry: string): Promise<{ processId: string, elements: string[] }[]> {
  return await rowsOf<{ processId: string, elements: string[] }>(database.raw(`
    SELECT event.process_id AS "processId", array_agg(DISTINCT event.element_id) AS elements
    FROM case_file JOIN engine_instance AS instance ON instance.case_no = case_file.case_no
    JOIN timeline_event AS event ON event.epoch = instance.epoch AND event.process_instance_key = instance.process_instance_key
    WHERE case_file.industry = :industry GROUP BY event.process_id`, { industry }))
}

export interface PermitCount { permit: string, received: number, decided: number }

/** How often each permit of an industry was applied for, and has its outcome. */
export async function permitCounts (database: Knex, industry: string): Promise<PermitCount[]> {
  return await rowsOf<PermitCount>(database.raw(`
    SELECT permit, count(*)::int AS received, count(outcome)::int AS decided
    FROM sub_case JOIN case_file ON case_file.case_no = sub_case.case_no WHERE case_file.industry = :industry GROUP BY permit`, { industry }))
}
