import type { Knex } from 'knex'
import { windowRegionsOf } from '../domain/groups.js'
import type { Account } from './accounts.js'

export interface ApplicationRow {
  id: string
  account_id: number
  industry: string
  channel: 'online' | 'window'
  state: 'draft' | 'submitted'
  answers: Record<string, unknown>
  permits: string[]
  commitments: string[]
  /** Materials that the applicant wants to hand in later (容缺). */
  tolerated: string[]
  form: Record<string, unknown>
  /** The window that took it in; null: handed in online. */
  window_region: string | null
  taken_in_by: number | null
  /** Who came to the window for the applicant; null: the applicant themself. */
  agent_name: string | null
  agent_id_number: string | null
  case_no: string | null
  idempotency_key: string | null
  created_at: Date
  updated_at: Date
}

export type Draft = Pick<ApplicationRow, 'answers' | 'permits' | 'commitments' | 'tolerated' | 'form'>

export interface ApplicationMaterial {
  material_id: string
  file_hash: string
  file_name: string
  origin: 'uploaded' | 'reused'
  uploaded_at: Date
  original_seen_by: number | null
  original_seen_at: Date | null
}

/** How an application came to a window (在窗口申请): where, who took it in, and the agent who came, if it wasn't the applicant. */
export interface TakenIn { region: string, by: number, agent: { name: string, idNumber: string } | null }

export async function insertApplication (tx: Knex, application: { accountId: number, industry: string, form?: Record<string, unknown>, now: Date, takenIn?: TakenIn }): Promise<ApplicationRow> {
  const { accountId, industry, form = {}, now, takenIn } = application
  const [row] = await tx('application').insert({
    account_id: accountId, industry, form: JSON.stringify(form), created_at: now, updated_at: now, ...(takenIn === undefined ? {} : windowColumns(takenIn))
  }).returning('*') as [ApplicationRow]
  return row
}

function windowColumns ({ region, by, agent }: TakenIn): Record<string, unknown> {
  return { channel: 'window', window_region: region, taken_in_by: by, agent_name: agent?.name ?? null, agent_id_number: agent?.idNumber ?? null }
}

/** Who may keep an application: the account that it belongs to, and, when it was taken in at a window, the staff of that window. */
export type Keeper = Pick<Account, 'id' | 'kind' | 'groups'>

/** The application that this account keeps; undefined also when it is somebody else's. */
export async function applicationOf (tx: Knex, id: string, keeper: Keeper): Promise<ApplicationRow | undefined> {
  return await keptBy(tx, id, keeper).first<ApplicationRow | undefined>()
}

function keptBy (tx: Knex, id: string, { id: accountId, kind, groups }: Keeper): Knex.QueryBuilder {
  const row = tx('application').where({ id })
  return kind === 'applicant' ? row.where({ account_id: accountId }) : row.where({ channel: 'window' }).whereIn('window_region', windowRegionsOf(groups))
}

/** What the account has begun and not handed in, last changed first. */
export async function draftsOf (tx: Knex, accountId: number): Promise<ApplicationRow[]> {
  return await tx('application').where({ account_id: accountId, state: 'draft' }).orderBy([{ column: 'updated_at', order: 'desc' }, 'id']).limit(100).select<ApplicationRow[]>()
}

export interface WindowDraft extends ApplicationRow { applicant: string, clerk: string }

/** What these windows have taken in and nobody has handed in yet, last changed first. */
export async function windowDraftsOf (tx: Knex, regions: string[]): Promise<WindowDraft[]> {
  return await tx('application').join('account AS applicant', 'applicant.id', 'application.account_id').join('account AS clerk', 'clerk.id', 'taken_in_by')
    .where({ channel: 'window', state: 'draft' }).whereIn('window_region', regions)
    .orderBy([{ column: 'application.updated_at', order: 'desc' }, 'application.id']).limit(100)
    .select<WindowDraft[]>('application.*', 'applicant.display_name AS applicant', 'clerk.display_name AS clerk')
}

/** Who came to the window for the applicant of a case; null: the applicant themself, or nobody. */
export async function agentOfCase (tx: Knex, caseNo: string): Promise<string | null> {
  return (await tx('application').where({ case_no: caseNo }).first<{ agent_name: string | null } | undefined>('agent_name'))?.agent_name ?? null
}

/** Whether one of these windows took in what became this case. */
export async function isTakenInAt (tx: Knex, caseNo: string, regions: string[]): Promise<boolean> {
  return await tx('application').where({ case_no: caseNo }).whereIn('window_region', regions).first('id') !== undefined
}

/** As applicationOf, its row locked until the transaction ends: of two submissions at once the second waits and sees the first. */
export async function lockApplication (tx: Knex.Transaction, id: string, keeper: Keeper): Promise<ApplicationRow | undefined> {
  return await keptBy(tx, id, keeper).forUpdate().first<ApplicationRow | undefined>()
}

export async function saveDraft (tx: Knex, id: string, draft: Draft, now: Date): Promise<void> {
  await tx('application').where({ id }).update({
    answers: JSON.stringify(draft.answers),
    permits: JSON.stringify(draft.permits),
    commitments: JSON.stringify(draft.commitments),
    tolerated: JSON.stringify(draft.tolerated),
    form: JSON.stringify(draft.form),
    updated_at: now
  })
}

/** With what was handed in for it; the files themselves are kept by their content. */
export async function deleteApplication (tx: Knex, id: string): Promise<void> {
  await tx('application').where({ id }).delete()
}

export async function markSubmitted (tx: Knex, id: string, submission: { caseNo: string, idempotencyKey: string, now: Date }): Promise<void> {
  await tx('application').where({ id }).update({
    state: 'submitted', case_no: submission.caseNo, idempotency_key: submission.idempotencyKey, updated_at: submission.now
  })
}

export async function applicationMaterials (tx: Knex, applicationId: string): Promise<ApplicationMaterial[]> {
  return await tx('application_material').where({ application_id: applicationId }).orderBy('material_id')
    .select<ApplicationMaterial[]>('material_id', 'file_hash', 'file_name', 'origin', 'uploaded_at', 'original_seen_by', 'original_seen_at')
}

/** What was handed in of one material, with its type; undefined: nothing. */
export async function applicationFile (tx: Knex, applicationId: string, materialId: string): Promise<Pick<ApplicationMaterial, 'file_hash' | 'file_name'> & { media_type: string } | undefined> {
  return await tx('application_material').join('stored_file', 'stored_file.hash', 'application_material.file_hash')
    .where({ application_id: applicationId, material_id: materialId }).first('file_hash', 'file_name', 'media_type')
}

/** Hands a material in, in place of an earlier upload of it: its original has not been seen. */
export async function putApplicationMaterial (
  tx: Knex, applicationId: string, material: { materialId: string, hash: string, fileName: string, origin?: ApplicationMaterial['origin'], now: Date }
): Promise<void> {
  await tx('application_material').insert({
    application_id: applicationId,
    material_id: material.materialId,
    file_hash: material.hash,
    file_name: material.fileName,
    origin: material.origin ?? 'uploaded',
    uploaded_at: material.now
  }).onConflict(['application_id', 'material_id']).merge({
    file_hash: material.hash, file_name: material.fileName, origin: material.origin ?? 'uploaded', uploaded_at: material.now, original_seen_by: null, original_seen_at: null
  })
}

/** Notes that the original of what was handed in then was seen, or takes that back. Whether it is still that file. */
export async function markOriginalSeen (tx: Knex, applicationId: string, { materialId, uploadedAt }: { materialId: string, uploadedAt: Date }, seen: { by: number, at: Date } | null): Promise<boolean> {
  return await tx('application_material').where({ application_id: applicationId, material_id: materialId, uploaded_at: uploadedAt })
    .update({ original_seen_by: seen?.by ?? null, original_seen_at: seen?.at ?? null }) > 0
}

/** Whether there was such an upload. */
export async function deleteApplicationMaterial (tx: Knex, applicationId: string, materialId: string): Promise<boolean> {
  return await tx('application_material').where({ application_id: applicationId, material_id: materialId }).delete() > 0
}
