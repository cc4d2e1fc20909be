import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** Where the engine has stopped and waits for somebody, in its own words. `caseNo`, `releaseId` null: no case of ours. */
export interface OpenIncident {
  incidentKey: string
  jobKey: string | null
  processId: string
  elementId: string
  errorType: string
  errorMessage: string
  createdAt: Date
  caseNo: string | null
  releaseId: number | null
}

/** The open incidents of the engine in use, oldest first. */
export async function openIncidents (database: Knex, limit: number): Promise<OpenIncident[]> {
  return await rowsOf<OpenIncident>(database.raw(`${select} ORDER BY incident.created_at LIMIT :limit`, { limit }))
}

export async function openIncident (database: Knex, incidentKey: string): Promise<OpenIncident | undefined> {
  const [row] = await rowsOf<OpenIncident>(database.raw(`${select} AND incident_key = :incidentKey`, { incidentKey }))
  return row
}

const select = `
  SELECT incident_key AS "incidentKey", job_key AS "jobKey", incident.process_id AS "processId", element_id AS "elementId", error_type AS "errorType",
    error_message AS "errorMessage", created_at AS "createdAt", case_file.case_no AS "caseNo", release_id AS "releaseId"
  FROM incident
  LEFT JOIN engine_instance AS instance ON instance.epoch = incident.epoch AND instance.process_instance_key = incident.process_instance_key
  LEFT JOIN case_file ON case_file.case_no = instance.case_no
  WHERE incident.epoch = (SELECT epoch FROM current_engine_epoch) AND resolved_at IS NULL`
