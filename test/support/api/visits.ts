import type { Knex } from 'knex'
import { importCalendars } from '../../../src/cases/publication/calendars.js'
import { rectificationPhotos } from '../../../src/cases/task-view/visit-task-data.js'
import { visitTaskView } from '../../../src/cases/task-view/visit-task-view.js'
import { bookTeam } from '../../../src/database/inspector-bookings.js'
import { updateVisit } from '../../../src/database/visits.js'
import { catalogueDir } from '../catalogue.js'
import { foodGroup, insertTeams, insertVisitCase, organiserGroup, tobaccoGroup, type VisitCase } from '../visit-case.js'
import { givenRelease } from './shop.js'

/** A published store, its calendar, two inspectors of each department (f1 f2, t1 t2) and the organiser o1; one case whose visit waits. */
export async function givenVisitCase (database: Knex): Promise<VisitCase> {
  await givenRelease(database)
  await importCalendars(database, catalogueDir)
  await insertTeams(database)
  return await insertVisitCase(database)
}

type VisitTask = 'confirm-visit' | 'inspect' | 'recheck'

/** The open user task of a visit, as feed and start listener leave it. */
export async function givenVisitTask (database: Knex, visit: Pick<VisitCase, 'caseNo' | 'visitNo'>, task: { key: string, elementId: VisitTask, now: Date, assignee?: string }): Promise<void> {
  const { caseNo, visitNo } = visit
  const { key, elementId, now, assignee } = task
  const instanceKey = `7${visitNo.slice(-10).replace(/\D/g, '')}`
  await database('engine_instance').insert({ epoch: 1, process_instance_key: instanceKey, process_id: 'joint-inspection', case_no: caseNo, visit_no: visitNo })
    .onConflict(['epoch', 'process_instance_key']).ignore()
  const { dueAt, prefilled, ...shown } = await visitTaskView(database, visitNo, elementId, now)
  const caseFile = await database('case_file').where({ case_no: caseNo }).first()
  const of = { epoch: 1, element_id: elementId, element_instance_key: `8${key}`, process_instance_key: instanceKey }
  await database('user_task').insert({
    ...of,
    user_task_key: key,
    process_id: 'joint-inspection',
    candidate_groups: elementId === 'confirm-visit' ? [organiserGroup] : [foodGroup, tobaccoGroup],
    due_at: dueAt,
    assignee: assignee ?? null,
    state: 'created',
    partition: 1,
    position: Number(key),
    created_at: now
  })
  const materials = elementId === 'recheck' ? await rectificationPhotos({ tx: database, publicUrl: 'http://permits.test' }, visitNo) : []
  const taskView = { caseNo, subCaseNo: null, permitName: null, applicant: caseFile.holder_name, premises: caseFile.premises_address, materials, earlier: [], refusal: null, ...shown }
  await database('task_view').insert({ ...of, case_no: caseNo, sub_case_no: null, view: JSON.stringify({ ...prefilled, taskView }) })
}

/** The visit as it is once its plan was confirmed: 2026-11-25, 9 to 11, everybody goes, f1 leads; or at another time. */
export async function givenScheduled (database: Knex, { visitNo }: Pick<VisitCase, 'visitNo'>, from = new Date('2026-11-25T09:00:00+08:00')): Promise<void> {
  const slot = { from, until: new Date(from.getTime() + 2 * 3_600_000) }
  const people = await database('account').whereIn('login', ['f1', 'f2', 't1', 't2']).orderBy('login').select<{ id: number, login: string }[]>('id', 'login')
  await database.transaction(async (tx) => {
    await bookTeam(tx, visitNo, slot, people.map(({ id, login }) => ({ accountId: id, department: login.startsWith('f') ? 'market-regulation' : 'tobacco' })))
    await updateVisit(tx, visitNo, { state: 'scheduled', slot, leader: people[0]!.id, scheduled_at: new Date('2026-11-24T10:00:00+08:00') })
  })
}
