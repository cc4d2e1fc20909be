import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** A file of a material that an applicant has handed in before; `caseNo` null: for a draft. */
export interface EarlierFile { materialId: string, hash: string, fileName: string, handedInAt: Date, caseNo: string | null }

const mostListed = 200

/** Where the files are wanted, whose own files needn't be offered: a draft, or a case whose notice asks for another file. */
export type WantedFor = { applicationId: string } | { caseNo: string }

/**
 * What the account itself has handed in of these materials, with its own cases and its other drafts, each file once, newest first. Nobody else's: neither what a
 * window has scanned for others, nor what another account has brought.
 */
export async function earlierFilesOf (tx: Knex, { accountId, materialIds, hash = null, ...wanted }: { accountId: number, materialIds: string[], hash?: string | null } & WantedFor): Promise<EarlierFile[]> {
  return await rowsOf<EarlierFile>(tx.raw(`
    SELECT * FROM (
      SELECT DISTINCT ON (material_id, file_hash) material_id AS "materialId", file_hash AS hash, file_name AS "fileName", handed_in_at AS "handedInAt", case_no AS "caseNo"
      FROM (
        SELECT version.material_id, version.file_hash, version.file_name, version.handed_in_at, version.case_no
        FROM case_material_version AS version JOIN case_file ON case_file.case_no = version.case_no AND case_file.account_id = version.handed_in_by
        WHERE version.handed_in_by = :accountId AND version.file_hash IS NOT NULL AND version.origin IN ('uploaded', 'reused')
        UNION ALL
        SELECT material.material_id, material.file_hash, material.file_name, material.uploaded_at, NULL
        FROM application_material AS material JOIN application ON application.id = material.application_id
        WHERE application.account_id = :accountId AND application.channel = 'online' AND application.state = 'draft' AND application.id IS DISTINCT FROM :applicationId
      ) AS own
      WHERE material_id = ANY (:materialIds) AND (:hash::text IS NULL OR file_hash = :hash)
        AND NOT EXISTS (SELECT FROM case_material_version AS tried WHERE tried.case_no = :caseNo AND tried.material_id = own.material_id AND tried.file_hash = own.file_hash)
      ORDER BY material_id, file_hash, handed_in_at DESC
    ) AS latest ORDER BY "handedInAt" DESC, "materialId" LIMIT :mostListed`, { accountId, materialIds, hash, mostListed, applicationId: null, caseNo: null, ...wanted }))
}
