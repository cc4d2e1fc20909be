import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { permitsInUse } from '../database/case-submission.js'
import { ServiceError } from '../errors.js'

export interface PermitsAtPremises { permits: string[], holderUsci: string, premisesKey: string, premisesAddress: string }

/**
 * Refuses permits that the same holder has, or is applying for, at the same premises. Case and certificate numbers are told only to the
 * account whose case it is: a credit code is no secret, so anybody could ask.
 * @throws ServiceError `duplicate-permit`, `details.duplicates` = [{ permit, permitName, how, where, caseNo, certificateNo }]
 */
export async function mustNotDuplicate (
  tx: Knex, industry: PublishedIndustry, wanted: PermitsAtPremises, accountId: number
): Promise<void> {
  const inUse = await permitsInUse(tx, wanted.permits, wanted.holderUsci, wanted.premisesKey)
  if (inUse.length === 0) return
  throw new ServiceError('duplicate-permit', {
    duplicates: inUse.map(({ permit, how, caseNo, certificateNo, accountId: owner }) => ({
      permit,
      permitName: industry.permits.find(({ id }) => id === permit)?.name ?? permit,
      how,
      where: wanted.premisesAddress,
      caseNo: owner === accountId ? caseNo : null,
      certificateNo: owner === accountId ? certificateNo : null
    }))
  })
}
