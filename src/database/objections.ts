import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface ObjectionRow { id: number, procedure_no: string, name: string, contact: string, content: string, made_at: Date }

/** @returns its number; undefined when the very same was handed in before */
export async function insertObjection (tx: Knex, objection: Omit<ObjectionRow, 'id'>): Promise<number | undefined> {
  const [row] = await tx('objection').insert(objection).onConflict(tx.raw("(procedure_no, md5(length(name)::text || ':' || name || length(contact)::text || ':' || contact || content))")).ignore()
    .returning<{ id: number }[]>('id')
  return row?.id
}

/** What came in against a permit's public notice after the given one, oldest first. */
export async function objectionsOf (tx: Knex, subCaseNo: string, page: { after: number, limit: number }): Promise<ObjectionRow[]> {
  return await tx('objection').join('special_procedure', 'special_procedure.procedure_no', 'objection.procedure_no')
    .where('special_procedure.sub_case_no', subCaseNo).where('objection.id', '>', page.after).orderBy('objection.id').limit(page.limit).select<ObjectionRow[]>('objection.*')
}

/** How many there are, and the newest of them, oldest first. */
export async function newestObjections (tx: Knex, subCaseNo: string, limit: number): Promise<{ count: number, newest: ObjectionRow[] }> {
  const about = () => tx('objection').join('special_procedure', 'special_procedure.procedure_no', 'objection.procedure_no').where('special_procedure.sub_case_no', subCaseNo)
  const { count } = await about().count({ count: '*' }).first() as { count: string }
  const newest = await about().orderBy('objection.id', 'desc').limit(limit).select<ObjectionRow[]>('objection.*')
  return { count: Number(count), newest: newest.reverse() }
}

export interface RunningNotice {
  noticeNo: string
  releaseId: number
  permit: string
  department: string
  region: string
  applicant: string
  premises: string
  content: string
  beginsOn: CivilDate
  endsOn: CivilDate
}

/** The public notices that run on this day, those that end first at the top; at most 500. */
export async function runningNotices (database: Knex, today: CivilDate): Promise<RunningNotice[]> {
  return await database('special_procedure as notice')
    .join('sub_case', 'sub_case.sub_case_no', 'notice.sub_case_no').join('case_file', 'case_file.case_no', 'notice.case_no')
    .where({ 'notice.kind': 'public-notice', 'notice.state': 'arranged' }).where('notice.begins_on', '<=', today).where('notice.ends_on', '>=', today)
    .orderBy(['notice.ends_on', 'notice.procedure_no']).limit(500)
    .select<RunningNotice[]>({
      noticeNo: 'notice.procedure_no',
      releaseId: 'case_file.release_id',
      permit: 'sub_case.permit',
      department: 'sub_case.department',
      region: 'sub_case.region',
      applicant: 'case_file.holder_name',
      premises: 'case_file.premises_address',
      content: 'notice.arrangement',
      beginsOn: 'notice.begins_on',
      endsOn: 'notice.ends_on'
    })
}
