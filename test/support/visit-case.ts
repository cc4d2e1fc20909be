import type { Knex } from 'knex'
import { convenienceStore } from './catalogue.js'

export const region = '410202'
export const foodGroup = `market-regulation.inspector@${region}`
export const tobaccoGroup = `tobacco.inspector@${region}`
export const organiserGroup = `market-regulation.organiser@${region}`
/** A Tuesday morning in China; both permits were accepted the day before. */
export const startOfTest = new Date('2026-11-24T09:00:00+08:00')

export interface VisitCase { caseNo: string, visitNo: string, food: string, tobacco: string, applicant: number }

export async function insertStaff (database: Knex, login: string, ...groups: string[]): Promise<number> {
  const [{ id }] = await database('account')
    .insert({ login, password_hash: '-', kind: 'staff', display_name: `${login}员` }).returning('id') as [{ id: number }]
  if (groups.length > 0) await database('account_group').insert(groups.map((group) => ({ account_id: id, group_name: group })))
  return id
}

/** Two inspectors of each department and one organiser of the lead department: f1 f2, t1 t2, o1. */
export async function insertTeams (database: Knex): Promise<void> {
  for (const login of ['f1', 'f2']) await insertStaff(database, login, foodGroup)
  for (const login of ['t1', 't2']) await insertStaff(database, login, tobaccoGroup)
  await insertStaff(database, 'o1', organiserGroup)
}

/** A case with food-operation and tobacco-retail accepted and a pending visit for both. `serial` tells cases of one database apart. */
export async function insertVisitCase (database: Knex, serial = 1): Promise<VisitCase> {
  const caseNo = `${region}20261123${String(serial).padStart(4, '0')}`
  const [{ id: applicant }] = await database('account')
    .insert({ login: `applicant${serial}`, password_hash: '-', kind: 'applicant', display_name: '申请人' }).returning('id') as [{ id: number }]
  await insertCaseFile(database, caseNo, applicant)
  const food = await insertSubCase(database, caseNo, { permit: 'food-operation', ordinal: 1, department: 'market-regulation', dueOn: '2026-12-07' })
  const tobacco = await insertSubCase(database, caseNo, { permit: 'tobacco-retail', ordinal: 2, department: 'tobacco', dueOn: '2026-12-21' })
  const visitNo = `${caseNo}-V1`
  await database('visit').insert({ visit_no: visitNo, case_no: caseNo, round: 1, state: 'pending', department: 'market-regulation', region, must_visit_by: '2026-11-30' })
  await database('visit_permit').insert([food, tobacco].map((subCaseNo) => ({ visit_no: visitNo, sub_case_no: subCaseNo })))
  return { caseNo, visitNo, food, tobacco, applicant }
}

/** The applicant withdraws a permit, as far as a visit can see it. */
export async function withdraw (database: Knex, subCaseNo: string): Promise<void> {
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ state: 'withdrawn', outcome: 'withdrawn', ended_at: startOfTest })
}

async function insertCaseFile (database: Knex, caseNo: string, accountId: number): Promise<void> {
  const [{ id: applicationId }] = await database('application')
    .insert({ account_id: accountId, industry: 'convenience-store', state: 'submitted', case_no: caseNo }).returning('id') as [{ id: string }]
  await database('case_file').insert({
    case_no: caseNo,
    receipt_code: `${caseNo}X`,
    application_id: applicationId,
    account_id: accountId,
    industry: 'convenience-store',
    release_id: await releaseId(database),
    channel: 'online',
    region,
    holder_usci: '91350100M000100Y43',
    holder_name: '开封便利店',
    premises_key: caseNo,
    premises_address: '龙亭区中山路1号',
    answers: {},
    form: {},
    electronic_delivery: true,
    state: 'in-progress',
    submitted_at: new Date('2026-11-23T09:00:00+08:00'),
    received_at: new Date('2026-11-23T09:00:00+08:00')
  })
}

async function releaseId (database: Knex): Promise<number> {
  const known = await database('catalogue_release').first<{ id: number } | undefined>('id')
  if (known !== undefined) return known.id
  const [{ id }] = await database('catalogue_release').insert({
    industry: 'convenience-store',
    version: 1,
    content: JSON.stringify(await convenienceStore()),
    content_hash: 'visit-case',
    published_by: 'test'
  }).returning('id') as [{ id: number }]
  return id
}

async function insertSubCase (
  database: Knex, caseNo: string, permit: { permit: string, ordinal: number, department: string, dueOn: string }
): Promise<string> {
  const subCaseNo = `${caseNo}-0${permit.ordinal}`
  await database('sub_case').insert({
    sub_case_no: subCaseNo,
    case_no: caseNo,
    permit: permit.permit,
    ordinal: permit.ordinal,
    department: permit.department,
    region,
    is_commitment: false,
    is_instant: false,
    needs_visit: true,
    holder_usci: '91350100M000100Y43',
    premises_key: caseNo,
    state: 'reviewing',
    received_at: new Date('2026-11-23T09:00:00+08:00'),
    accepted_at: new Date('2026-11-23T10:00:00+08:00'),
    statutory_due_on: permit.dueOn,
    promised_due_on: permit.dueOn
  })
  return subCaseNo
}
