import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** Steps that a person can follow: tasks, calls and events that ended. */
const shownTypes = ['USER_TASK', 'SERVICE_TASK', 'CALL_ACTIVITY', 'INTERMEDIATE_CATCH_EVENT', 'BOUNDARY_EVENT']

export interface StepRow {
  at: Date
  processId: string
  elementId: string
  elementType: string
  subCaseNo: string | null
  /** Login of who completed a user task. */
  assignee: string | null
}

/** What the flows of a case have done so far, oldest first; shown from the engine's records, whatever the models look like. */
export async function stepsOfCase (tx: Knex, caseNo: string): Promise<StepRow[]> {
  return await rowsOf<StepRow>(tx.raw(`
    SELECT event.at, event.process_id AS "processId", event.element_id AS "elementId", event.element_type AS "elementType",
      instance.sub_case_no AS "subCaseNo", task.assignee
    FROM engine_instance AS instance
    JOIN timeline_event AS event ON event.epoch = instance.epoch AND event.process_instance_key = instance.process_instance_key
    LEFT JOIN user_task AS task ON task.epoch = event.epoch AND task.element_instance_key = event.element_instance_key
    WHERE instance.case_no = :caseNo AND event.intent = 'ELEMENT_COMPLETED' AND event.element_type = ANY (:shownTypes)
    ORDER BY event.at, event.partition, event.position`, { caseNo, shownTypes }))
}

export interface FlowStep { elementId: string, state: 'active' | 'done' | 'ended' }

/** Each step of one of the case's processes once: `active` while any of its runs is under way, `ended` when all were broken off. The newest engine's only. */
export async function flowStepsOfCase (tx: Knex, caseNo: string, processId: string): Promise<FlowStep[]> {
  return await rowsOf<FlowStep>(tx.raw(`
    WITH last AS (
      SELECT DISTINCT ON (event.element_instance_key) event.element_id, event.intent, event.position
      FROM engine_instance AS instance
      JOIN timeline_event AS event ON event.epoch = instance.epoch AND event.process_instance_key = instance.process_instance_key
      WHERE instance.case_no = :caseNo AND event.process_id = :processId AND event.element_type NOT IN ('PROCESS', 'SUB_PROCESS', 'EVENT_SUB_PROCESS')
        AND instance.epoch = (SELECT max(epoch) FROM engine_instance WHERE case_no = :caseNo)
      ORDER BY event.element_instance_key, event.position DESC)
    SELECT element_id AS "elementId", CASE WHEN bool_or(intent = 'ELEMENT_ACTIVATED') THEN 'active' WHEN bool_or(intent = 'ELEMENT_COMPLETED') THEN 'done' ELSE 'ended' END AS state
    FROM last GROUP BY element_id ORDER BY min(position)`, { caseNo, processId }))
}

export interface DecisionOfCase { subCaseNo: string, permit: string, department: string, region: string, decision: 'granted' | 'refused' | 'filed', decidedAt: Date }

export async function decisionsOfCase (tx: Knex, caseNo: string): Promise<DecisionOfCase[]> {
  return await tx('decision').join('sub_case', 'sub_case.sub_case_no', 'decision.sub_case_no').where('sub_case.case_no', caseNo)
    .orderBy('decision.decided_at').select<DecisionOfCase[]>({
      subCaseNo: 'sub_case.sub_case_no',
      permit: 'sub_case.permit',
      department: 'sub_case.department',
      region: 'sub_case.region',
      decision: 'decision.decision',
      decidedAt: 'decision.decided_at'
    })
}
