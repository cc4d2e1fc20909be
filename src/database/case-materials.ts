import type { Knex } from 'knex'
import type { MaterialState } from '../domain/lifecycle.js'

export interface CaseMaterialRow {
  material_id: string
  state: MaterialState
  current_version: number
}

export interface MaterialVersion {
  origin: 'uploaded' | 'shared' | 'reused' | 'generated'
  fileHash?: string | null
  fileName?: string | null
  content?: unknown
  handedInBy?: number | null
  handedInAt: Date
  /** Who at the window saw the original, and when; left out: nobody. */
  originalSeenBy?: number | null
  originalSeenAt?: Date | null
}

export async function caseMaterialsOf (tx: Knex, caseNo: string): Promise<CaseMaterialRow[]> {
  return await tx('case_material').where({ case_no: caseNo }).orderBy('material_id')
    .select<CaseMaterialRow[]>('material_id', 'state', 'current_version')
}

/** Who saw the originals of the current versions, and when, by material; those that nobody saw are left out. */
export async function originalsSeenOf (tx: Knex, caseNo: string): Promise<Map<string, { by: string, at: Date }>> {
  const rows = await tx('case_material').join('case_material_version AS version', (on) => {
    on.on('version.case_no', 'case_material.case_no').andOn('version.material_id', 'case_material.material_id').andOn('version.version', 'case_material.current_version')
  }).join('account', 'account.id', 'version.original_seen_by').where({ 'case_material.case_no': caseNo })
    .select<{ id: string, by: string, at: Date }[]>({ id: 'case_material.material_id', by: 'account.display_name', at: 'version.original_seen_at' })
  return new Map(rows.map(({ id, ...seen }) => [id, seen]))
}

/** Adds a version of a material and makes it the current one; earlier versions are kept. Returns the version. */
export async function addMaterialVersion (
  tx: Knex, caseNo: string, materialId: string, state: MaterialState, version: MaterialVersion
): Promise<number> {
  const [row] = await tx('case_material')
    .insert({ case_no: caseNo, material_id: materialId, state, current_version: 1 })
    .onConflict(['case_no', 'material_id'])
    .merge({ state, current_version: tx.raw('case_material.current_version + 1') })
    .returning('current_version') as [{ current_version: number }]
  await tx('case_material_version').insert({
    case_no: caseNo,
    material_id: materialId,
    version: row.current_version,
    origin: version.origin,
    file_hash: version.fileHash ?? null,
    file_name: version.fileName ?? null,
    content: version.content === undefined ? null : JSON.stringify(version.content),
    handed_in_by: version.handedInBy ?? null,
    handed_in_at: version.handedInAt,
    original_seen_by: version.originalSeenBy ?? null,
    original_seen_at: version.originalSeenAt ?? null
  })
  return row.current_version
}

/** What was handed in, shared or reused and must be mended is missing until it comes again (lifecycle: material states). */
export async function markMaterialsMissing (tx: Knex, caseNo: string, materialIds: string[]): Promise<void> {
  await tx('case_material').where({ case_no: caseNo }).whereIn('material_id', materialIds).whereIn('state', ['handed-in', 'shared', 'reused'])
    .update({ state: 'missing' })
}

/** Materials that count as missing only because a notice asked for them again count as what their current version is. */
export async function restoreMaterials (tx: Knex, caseNo: string, materialIds: string[]): Promise<void> {
  await tx('case_material').where({ 'case_material.case_no': caseNo, state: 'missing' }).whereIn('case_material.material_id', materialIds)
    .updateFrom('case_material_version as version')
    .whereRaw('version.case_no = case_material.case_no AND version.material_id = case_material.material_id AND version.version = current_version')
    .update({ state: tx.raw("CASE version.origin WHEN 'uploaded' THEN 'handed-in' ELSE version.origin END") })
}

/** Materials that only a commitment stood for are missing from now on. */
export async function uncommitMaterials (tx: Knex, caseNo: string, materialIds: string[]): Promise<void> {
  await tx('case_material').where({ case_no: caseNo, state: 'committed' }).whereIn('material_id', materialIds).update({ state: 'missing' })
}

export interface MaterialVersionRow {
  version: number
  origin: MaterialVersion['origin']
  file_hash: string | null
  file_name: string | null
  content: unknown
  media_type: string | null
  handed_in_at: Date
}

/** When the current version of each material came in, by material; what has no version (a commitment, what the platform makes) is left out. */
export async function materialReceiptsOf (tx: Knex, caseNo: string): Promise<Map<string, Date>> {
  const rows = await tx('case_material_version').where({ case_no: caseNo }).groupBy('material_id')
    .select<{ id: string, at: Date }[]>('material_id as id', tx.raw('max(handed_in_at) AS at'))
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** One version of a material as handed in; undefined when there is none of that number. */
export async function materialVersionOf (tx: Knex, caseNo: string, materialId: string, version: number): Promise<MaterialVersionRow | undefined> {
  return await tx('case_material_version').leftJoin('stored_file', 'stored_file.hash', 'case_material_version.file_hash')
    .where({ case_no: caseNo, material_id: materialId, version })
    .first<MaterialVersionRow | undefined>('version', 'origin', 'file_hash', 'file_name', 'content', 'media_type', 'handed_in_at')
}
