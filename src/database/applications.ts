import type { Knex } from 'knex'

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
  case_no: string | null
  idempotency_key: string | null
  created_at: Date
  updated_at: Date
}

export type Draft = Pick<ApplicationRow, 'answers' | 'permits' | 'commitments' | 'tolerated' | 'form'>

export interface ApplicationMaterial { material_id: string, file_hash: string, file_name: string, origin: 'uploaded' | 'reused', uploaded_at: Date }

export async function insertApplication (tx: Knex, application: { accountId: number, industry: string, form?: Record<string, unknown>, now: Date }): Promise<ApplicationRow> {
  const [row] = await tx('application').insert({
    account_id: application.accountId, industry: application.industry, form: JSON.stringify(application.form ?? {}), created_at: application.now, updated_at: application.now
  }).returning('*') as [ApplicationRow]
  return row
}

/** The account's application; undefined also when it is somebody else's. */
export async function applicationOf (tx: Knex, id: string, accountId: number): Promise<ApplicationRow | undefined> {
  return await tx('application').where({ id, account_id: accountId }).first<ApplicationRow | undefined>()
}

/** What the account has begun and not handed in, last changed first. */
export async function draftsOf (tx: Knex, accountId: number): Promise<ApplicationRow[]> {
  return await tx('application').where({ account_id: accountId, state: 'draft' }).orderBy([{ column: 'updated_at', order: 'desc' }, 'id']).limit(100).select<ApplicationRow[]>()
}

/** The same, its row locked until the transaction ends: of two submissions at once the second waits and sees the first. */
export async function lockApplication (tx: Knex.Transaction, id: string, accountId: number): Promise<ApplicationRow | undefined> {
  return await tx('application').where({ id, account_id: accountId }).forUpdate().first<ApplicationRow | undefined>()
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
    .select<ApplicationMaterial[]>('material_id', 'file_hash', 'file_name', 'origin', 'uploaded_at')
}

/** What was handed in of one material, with its type; undefined: nothing. */
export async function applicationFile (tx: Knex, applicationId: string, materialId: string): Promise<Pick<ApplicationMaterial, 'file_hash' | 'file_name'> & { media_type: string } | undefined> {
  return await tx('application_material').join('stored_file', 'stored_file.hash', 'application_material.file_hash')
    .where({ application_id: applicationId, material_id: materialId }).first('file_hash', 'file_name', 'media_type')
}

/** Hands a material in, in place of an earlier one. */
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
  }).onConflict(['application_id', 'material_id']).merge(['file_hash', 'file_name', 'origin', 'uploaded_at'])
}

/** Whether there was such an upload. */
export async function deleteApplicationMaterial (tx: Knex, applicationId: string, materialId: string): Promise<boolean> {
  return await tx('application_material').where({ application_id: applicationId, material_id: materialId }).delete() > 0
}
