import type { Knex } from 'knex'
import type { ClockEvent } from '../domain/clock/clock-event.js'
import { groupsBy } from '../domain/groups-by.js'
import type { CivilDate } from '../domain/time.js'
import { eventOf, type ClockEventRow, type ClockStage } from './clock-events.js'
import { rowsOf } from './connection.js'

interface PermitRow {
  subCaseNo: string
  caseNo: string
  permit: string
  department: string
  region: string
  releaseId: number
  stage: ClockStage
}

/** A permit whose limit runs: accepted, not decided. */
export interface RunningPermitRow extends PermitRow { state: string, holderName: string, acceptedAt: Date, promisedDueOn: CivilDate, statutoryDueOn: CivilDate | null }

/** A permit that was decided, with the history of its clock. `reasons`: also why it is late, when it is. */
export interface DecidedPermitRow extends PermitRow { isOnTheSpot: boolean, decidedAt: Date, holderName: string, reasons: string, events: ClockEvent[] }

const permitColumns = {
  subCaseNo: 'sub_case.sub_case_no', caseNo: 'sub_case.case_no', permit: 'permit', department: 'department', region: 'sub_case.region', releaseId: 'release_id', stage: 'stage'
}

/** Permits whose limit runs that are alike in all that their light follows from, and how many they are. */
export interface RunningGroup extends Pick<PermitRow, 'permit' | 'department' | 'region' | 'releaseId' | 'stage'> { promisedDueOn: CivilDate, statutoryDueOn: CivilDate | null, count: number }

const isRunning = "outcome IS NULL AND accepted_at IS NOT NULL AND promised_due_on IS NOT NULL AND sub_case.state <> 'preparing'"

export async function runningGroups (database: Knex): Promise<RunningGroup[]> {
  return await rowsOf<RunningGroup>(database.raw(`
    SELECT permit, department, sub_case.region, release_id AS "releaseId", stage, promised_due_on AS "promisedDueOn", statutory_due_on AS "statutoryDueOn", count(*)::int AS count
    FROM sub_case JOIN case_file ON case_file.case_no = sub_case.case_no WHERE ${isRunning}
    GROUP BY permit, department, sub_case.region, release_id, stage, promised_due_on, statutory_due_on`))
}

/** The permits of these groups. */
export async function runningPermits (database: Knex, groups: readonly RunningGroup[]): Promise<RunningPermitRow[]> {
  return await database('sub_case').join('case_file', 'case_file.case_no', 'sub_case.case_no')
    .joinRaw(`JOIN jsonb_to_recordset(?::jsonb) AS wanted (permit text, department text, region text, "releaseId" bigint, stage text, "promisedDueOn" date, "statutoryDueOn" date)
      ON wanted.permit = sub_case.permit AND wanted.department = sub_case.department AND wanted.region = sub_case.region AND "releaseId" = release_id
      AND wanted.stage IS NOT DISTINCT FROM sub_case.stage AND "promisedDueOn" = promised_due_on AND "statutoryDueOn" IS NOT DISTINCT FROM statutory_due_on`, [JSON.stringify(groups)])
    .whereRaw(isRunning)
    .select({
      ...permitColumns,
      permit: 'sub_case.permit',
      department: 'sub_case.department',
      stage: 'sub_case.stage',
      state: 'sub_case.state',
      holderName: 'holder_name',
      acceptedAt: 'accepted_at',
      promisedDueOn: 'promised_due_on',
      statutoryDueOn: 'statutory_due_on'
    })
}

/** Decided from one instant up to another, that one excluded. */
export async function decidedPermits (database: Knex, from: Date, until: Date): Promise<DecidedPermitRow[]> {
  const rows = await database('decision').join('sub_case', 'sub_case.sub_case_no', 'decision.sub_case_no').join('case_file', 'case_file.case_no', 'sub_case.case_no')
    .where('decision.decided_at', '>=', from).where('decision.decided_at', '<', until)
    .select<(Omit<DecidedPermitRow, 'events' | 'isOnTheSpot'> & { manner: string })[]>({ ...permitColumns, manner: 'manner', decidedAt: 'decision.decided_at', holderName: 'holder_name', reasons: 'reasons' })
  const events = await eventsOf(database, rows)
  return rows.map(({ manner, ...row }) => ({ ...row, isOnTheSpot: manner === 'on-the-spot', events: events.get(`${row.subCaseNo} ${row.stage ?? ''}`) ?? [] }))
}

/** Histories by sub-case and stage. */
async function eventsOf (database: Knex, permits: Pick<PermitRow, 'subCaseNo'>[]): Promise<Map<string, ClockEvent[]>> {
  const rows = await database('clock_event').whereRaw('sub_case_no = ANY (?::text[])', [permits.map(({ subCaseNo }) => subCaseNo)])
    .orderBy(['sub_case_no', 'ordinal']).select<(ClockEventRow & { sub_case_no: string, stage: ClockStage })[]>()
  const histories = groupsBy(rows, ({ sub_case_no: subCaseNo, stage }) => `${subCaseNo} ${stage ?? ''}`)
  return new Map([...histories].map(([key, events]) => [key, events.map(eventOf)]))
}

/** Permits received in a time, and those of them with something to supplement that was told, by department, region and release. */
export interface ReceivedCount { department: string, region: string, releaseId: number, received: number, deficient: number }

export async function receivedCounts (database: Knex, from: Date, until: Date): Promise<ReceivedCount[]> {
  return await rowsOf<ReceivedCount>(database.raw(`
    SELECT department, sub_case.region, release_id AS "releaseId", count(*)::int AS received,
      count(*) FILTER (WHERE EXISTS (SELECT FROM deficiency_item WHERE deficiency_item.sub_case_no = sub_case.sub_case_no AND notice_no IS NOT NULL))::int AS deficient
    FROM sub_case JOIN case_file ON case_file.case_no = sub_case.case_no
    WHERE sub_case.received_at >= :from AND sub_case.received_at < :until GROUP BY department, sub_case.region, release_id`, { from, until }))
}

/**
 * Trips that applicants did not make for cases closed in a time: one for each further department of a case (one window), and one for each further permit of a
 * visit (one inspection).
 */
export async function tripsSaved (database: Knex, from: Date, until: Date): Promise<number> {
  const [row] = await rowsOf<{ trips: number }>(database.raw(`
    SELECT coalesce(sum(windows + visits), 0)::int AS trips FROM (
      SELECT (SELECT count(DISTINCT department) - 1 FROM sub_case WHERE sub_case.case_no = case_file.case_no) AS windows,
        (SELECT coalesce(sum(permits - 1), 0) FROM (
          SELECT count(*) AS permits FROM visit JOIN visit_permit USING (visit_no) WHERE visit.case_no = case_file.case_no AND visit.state = 'concluded' GROUP BY visit_no) AS together) AS visits
      FROM case_file WHERE closed_at >= :from AND closed_at < :until) AS closed`, { from, until }))
  return row!.trips
}

/** Where cases wait: open tasks by process and element, of all releases of an industry, in the engine in use. */
export interface WaitingCount { processId: string, elementId: string, waiting: number, oldest: Date }

export async function waitingTasks (database: Knex, industry: string): Promise<WaitingCount[]> {
  return await rowsOf<WaitingCount>(database.raw(`
    SELECT task.process_id AS "processId", task.element_id AS "elementId", count(*)::int AS waiting, min(task.created_at) AS oldest
    FROM user_task AS task
    JOIN engine_instance AS instance ON instance.epoch = task.epoch AND instance.process_instance_key = task.process_instance_key
    JOIN case_file ON case_file.case_no = instance.case_no
    WHERE task.state = 'created' AND task.epoch = (SELECT epoch FROM current_engine_epoch) AND case_file.industry = :industry
    GROUP BY task.process_id, task.element_id ORDER BY waiting DESC, oldest`, { industry }))
}
