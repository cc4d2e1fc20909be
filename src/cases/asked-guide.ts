import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import type { Facts } from '../domain/conditions.js'
import { composeGuide, unknownPermits, type Guide } from '../domain/guide.js'
import { ServiceError } from '../errors.js'
import { mustTakeApplications } from './open-industry.js'

/** What somebody answered, and the permits that they want; undefined: all that apply. */
export interface GuideQuestion { answers: Facts, permits?: string[] | undefined }

/**
 * The one-time guide for what somebody answered, of an industry that takes applications. Wrong answers stand in its `problems`.
 * @throws ServiceError `unknown-permit`, `industry-suspended`
 */
export async function askedGuide (tx: Knex, industry: PublishedIndustry, { answers, permits }: GuideQuestion, now: Date): Promise<Guide> {
  const unknown = unknownPermits(industry, permits)
  if (unknown.length > 0) throw new ServiceError('unknown-permit', { permits: unknown })
  const chosen = permits === undefined ? {} : { permits }
  await mustTakeApplications(tx, industry, { now, premisesDivision: answers['premises_division'], ...chosen })
  return composeGuide(industry, answers, chosen)
}
