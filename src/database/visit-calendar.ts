import type { Knex } from 'knex'
import type { VisitState } from '../domain/lifecycle.js'
import { rowsOf } from './connection.js'

export interface CalendarVisit {
  visitNo: string
  caseNo: string
  state: VisitState
  department: string
  region: string
  releaseId: number
  holderName: string
  premisesAddress: string
  from: Date
  until: Date
  leader: string | null
  permits: string[]
  team: { login: string, name: string }[]
}

/** What somebody may see of the calendar: the regions of their groups, and the visits that they themselves are booked for. */
export interface CalendarSight { regions: string[], accountId: number }

/** Visits that were confirmed, within the range, in the order of their time; `from` and `until` of a row are its slot. */
export async function visitsBetween (tx: Knex, { regions, accountId }: CalendarSight, range: { from: Date, until: Date }): Promise<CalendarVisit[]> {
  return await rowsOf<CalendarVisit>(tx.raw(`
    SELECT visit.visit_no AS "visitNo", visit.case_no AS "caseNo", visit.state, visit.department, visit.region, case_file.release_id AS "releaseId",
      case_file.holder_name AS "holderName", case_file.premises_address AS "premisesAddress", lower(visit.slot) AS "from", upper(visit.slot) AS until, leader.login AS leader,
      ARRAY(SELECT sub_case.permit FROM visit_permit JOIN sub_case ON sub_case.sub_case_no = visit_permit.sub_case_no
        WHERE visit_permit.visit_no = visit.visit_no AND visit_permit.conclusion IS DISTINCT FROM 'dropped' ORDER BY sub_case.ordinal) AS permits,
      (SELECT coalesce(json_agg(json_build_object('login', account.login, 'name', account.display_name) ORDER BY booking.department, account.login), '[]')
        FROM inspector_booking AS booking JOIN account ON account.id = booking.account_id WHERE booking.visit_no = visit.visit_no) AS team
    FROM visit JOIN case_file ON case_file.case_no = visit.case_no LEFT JOIN account AS leader ON leader.id = visit.leader
    WHERE visit.state IN ('scheduled', 'inspected', 'rectifying', 'rechecking', 'concluded') AND visit.slot && tstzrange(:from, :until)
      AND (visit.region = ANY (:regions) OR EXISTS (SELECT FROM inspector_booking AS own WHERE own.visit_no = visit.visit_no AND own.account_id = :accountId))
    ORDER BY lower(visit.slot), visit.visit_no`, { from: range.from, until: range.until, regions, accountId }))
}

export interface BookedTime { id: number, accountId: number, kind: 'visit' | 'leave', from: Date, until: Date | null }

/** What these people have in the range, leave without an end too. */
export async function bookedTimesBetween (tx: Knex, accountIds: number[], range: { from: Date, until: Date }): Promise<BookedTime[]> {
  return await tx('inspector_booking').whereIn('account_id', accountIds).whereRaw('during && tstzrange(?, ?)', [range.from, range.until]).orderByRaw('lower(during), id')
    .select('id', 'account_id as accountId', 'kind', tx.raw('coalesce(lower(during), ?) AS "from"', [new Date(0)]), tx.raw('upper(during) AS until'))
}

export interface WaitingVisit {
  taskKey: string
  assignee: string | null
  visitNo: string
  caseNo: string
  releaseId: number
  holderName: string
  premisesAddress: string
  mustVisitBy: string
  permits: string[]
}

/** Visits whose arrangement waits for one of these groups, with its open user task; the most urgent first. `visitNo` narrows it to one. */
export async function waitingVisits (tx: Knex, groups: string[], visitNo?: string): Promise<WaitingVisit[]> {
  return await rowsOf<WaitingVisit>(tx.raw(`
    SELECT task.user_task_key AS "taskKey", task.assignee, visit.visit_no AS "visitNo", visit.case_no AS "caseNo", case_file.release_id AS "releaseId",
      case_file.holder_name AS "holderName", case_file.premises_address AS "premisesAddress", visit.must_visit_by AS "mustVisitBy",
      ARRAY(SELECT sub_case.permit FROM visit_permit JOIN sub_case ON sub_case.sub_case_no = visit_permit.sub_case_no
        WHERE visit_permit.visit_no = visit.visit_no AND visit_permit.conclusion IS NULL AND sub_case.outcome IS NULL ORDER BY sub_case.ordinal) AS permits
    FROM user_task AS task
    JOIN engine_instance AS instance ON instance.epoch = task.epoch AND instance.process_instance_key = task.process_instance_key
    JOIN visit ON visit.visit_no = instance.visit_no
    JOIN case_file ON case_file.case_no = visit.case_no
    WHERE task.epoch = (SELECT epoch FROM current_engine_epoch) AND task.element_id = 'confirm-visit' AND task.state = 'created'
      AND task.candidate_groups && CAST(:groups AS text[]) AND (CAST(:visitNo AS text) IS NULL OR visit.visit_no = :visitNo)
    ORDER BY visit.must_visit_by, visit.visit_no`, { groups, visitNo: visitNo ?? null }))
}
