import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

/** A composite licence as the register lists it, with its permits in force. */
export interface RegisteredLicence {
  licenceNo: string
  name: string
  industry: string
  region: string
  holderName: string
  holderUsci: string
  legalRepName: string
  premisesAddress: string
  version: number
  issuedAt: Date
  entries: { certificateName: string, certificateNo: string, validUntil: CivilDate | null, state: string }[]
}

/** `q`: part of a number, holder, code or address; `before`: the last one of the page before. */
export interface RegisterQuery { q?: string | undefined, industry?: string | undefined, limit: number, before?: { issuedAt: Date, licenceNo: string } | undefined }

/** The register, newest first. */
export async function registeredLicences (database: Knex, { q, industry, limit, before }: RegisterQuery): Promise<RegisteredLicence[]> {
  const query = database('licence').orderBy([{ column: 'issued_at', order: 'desc' }, { column: 'licence_no', order: 'desc' }]).limit(limit)
    .select({
      licenceNo: 'licence_no',
      name: 'name',
      industry: 'industry',
      region: 'region',
      holderName: 'holder_name',
      holderUsci: 'holder_usci',
      legalRepName: 'legal_rep_name',
      premisesAddress: 'premises_address',
      version: 'version',
      issuedAt: 'issued_at'
    })
    .select(database.raw(`(
      SELECT coalesce(json_agg(json_build_object('certificateName', certificate_name, 'certificateNo', certificate_no, 'validUntil', valid_until, 'state', state) ORDER BY certificate_no), '[]')
      FROM licence_entry JOIN certificate ON certificate.id = licence_entry.certificate_id
      WHERE licence_entry.licence_no = licence.licence_no AND removed_in_version IS NULL) AS entries`))
  if (industry !== undefined) query.where({ industry })
  if (q !== undefined) {
    const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    query.where((any) => { for (const column of ['licence_no', 'holder_name', 'holder_usci', 'premises_address']) any.orWhereILike(column, part) })
  }
  if (before !== undefined) query.whereRaw('(issued_at, licence_no) < (?, ?)', [before.issuedAt, before.licenceNo])
  return await query
}
