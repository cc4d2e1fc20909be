import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface CertificateRow {
  id: number
  permit: string
  certificate_no: string
  certificate_name: string
  sub_case_no: string | null
  kind: '许可' | '备案'
  holder_usci: string
  holder_name: string
  premises_key: string
  premises_address: string
  department: string
  region: string
  scope: string
  issued_on: CivilDate
  valid_until: CivilDate | null
  validity_text: string
  state: string
  document_no: string | null
  /** The document that revoked it. */
  revoked_by: string | null
  delivered_at: Date | null
}

export async function insertCertificate (tx: Knex, certificate: Omit<CertificateRow, 'id' | 'state' | 'revoked_by' | 'delivered_at'>): Promise<number> {
  const [{ id }] = await tx('certificate').insert(certificate).returning('id') as [{ id: number }]
  return id
}

export async function certificateOfSubCase (tx: Knex, subCaseNo: string): Promise<CertificateRow | undefined> {
  return await tx('certificate').where({ sub_case_no: subCaseNo }).first<CertificateRow | undefined>()
}

/** Certificates issued in a case, in the order of its permits. */
export async function certificatesOfCase (tx: Knex, caseNo: string): Promise<CertificateRow[]> {
  return await tx('certificate').join('sub_case', 'sub_case.sub_case_no', 'certificate.sub_case_no')
    .where('sub_case.case_no', caseNo).orderBy('sub_case.ordinal').select<CertificateRow[]>('certificate.*')
}

/** Valid certificates of these permits that a holder has at the premises; they stay so until the transaction ends. */
export async function validCertificates (tx: Knex, permits: string[], holderUsci: string, premisesKey: string): Promise<CertificateRow[]> {
  return await tx('certificate').whereIn('permit', permits).where({ holder_usci: holderUsci, premises_key: premisesKey })
    .whereIn('state', ['valid', 'suspended']).forShare().select<CertificateRow[]>()
}

/** The document that shows the certificate. */
export async function setCertificateDocument (tx: Knex, subCaseNo: string, documentNo: string): Promise<void> {
  await tx('certificate').where({ sub_case_no: subCaseNo }).update({ document_no: documentNo })
}

export async function markCertificateDelivered (tx: Knex, subCaseNo: string, deliveredAt: Date): Promise<void> {
  await tx('certificate').where({ sub_case_no: subCaseNo }).whereNull('delivered_at').update({ delivered_at: deliveredAt })
}

/** A certificate that ceases by law (自行失效, `lapses_when`). */
export async function lapseCertificate (tx: Knex, id: number): Promise<void> {
  await tx('certificate').where({ id, state: 'valid' }).update({ state: 'lapsed' })
}

/** A certificate in force that its organ revokes; any other is refused (certificate_revoked_in_force). */
export async function revokeCertificate (tx: Knex, id: number, documentNo: string): Promise<void> {
  await tx('certificate').where({ id }).update({ state: 'revoked', revoked_by: documentNo })
}
