import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

export interface ElectronicCertificate {
  materialId: string
  holderUsci: string
  certificateNo: string
  content: Record<string, unknown>
  validUntil: CivilDate | null
  source: 'imported' | 'platform'
}

/** The newest certificate of a holder that is still valid on `today`. */
export async function findElectronicCertificate (
  tx: Knex, materialId: string, holderUsci: string, today: CivilDate
): Promise<ElectronicCertificate | undefined> {
  return await tx('electronic_certificate').where({ material_id: materialId, holder_usci: holderUsci })
    .andWhere((valid) => valid.whereNull('valid_until').orWhere('valid_until', '>=', today))
    .orderBy('id', 'desc')
    .first<ElectronicCertificate | undefined>({
      materialId: 'material_id', holderUsci: 'holder_usci', certificateNo: 'certificate_no', content: 'content', validUntil: 'valid_until', source: 'source'
    })
}

/** Adds a certificate to the store; the same one again is left as it is. */
export async function insertElectronicCertificate (tx: Knex, certificate: ElectronicCertificate): Promise<void> {
  await tx('electronic_certificate').insert({
    material_id: certificate.materialId,
    holder_usci: certificate.holderUsci,
    certificate_no: certificate.certificateNo,
    content: JSON.stringify(certificate.content),
    valid_until: certificate.validUntil,
    source: certificate.source
  }).onConflict(['material_id', 'holder_usci', 'certificate_no']).ignore()
}

/** A certificate that is no longer in force is shared no more: its last day was `until`, or an earlier one. */
export async function endElectronicCertificate (tx: Knex, { materialId, holderUsci, certificateNo }: Pick<ElectronicCertificate, 'materialId' | 'holderUsci' | 'certificateNo'>, until: CivilDate): Promise<void> {
  await tx('electronic_certificate').where({ material_id: materialId, holder_usci: holderUsci, certificate_no: certificateNo })
    .update({ valid_until: tx.raw('least(valid_until, ?::date)', [until]) })
}
