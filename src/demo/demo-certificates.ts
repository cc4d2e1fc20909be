import type { Knex } from 'knex'
import { insertElectronicCertificate } from '../database/electronic-certificates.js'

/** What other organs' stores would hold about a holder: the business licence and the legal representative's identity card. */
const sharedMaterials = [
  { materialId: 'business-licence', name: '营业执照（电子）', issuer: '市场监督管理部门' },
  { materialId: 'id-card-legal-rep', name: '居民身份证（电子）', issuer: '公安机关' }
] as const

/** Fills the store of electronic certificates with the demonstration's made-up holder. Only for the embedded database. */
export async function addDemoCertificates (database: Knex, holder: { usci: string, name: string }): Promise<void> {
  for (const { materialId, name, issuer } of sharedMaterials) {
    await insertElectronicCertificate(database, {
      materialId,
      holderUsci: holder.usci,
      certificateNo: `DEMO-${materialId}-${holder.usci}`,
      content: { name, holder: holder.name, issuer, note: '演示' },
      validUntil: null,
      source: 'imported'
    })
  }
}
