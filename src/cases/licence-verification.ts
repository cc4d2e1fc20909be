import type { Knex } from 'knex'
import { addAuditEntry } from '../database/audit.js'
import { certificateStatesOf, latestLicenceData, licenceByVerifyCode, removedEntriesOf, type LicenceRow } from '../database/licences.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { stateOn } from '../domain/certificate-states.js'
import { maskHolderCode, maskName } from '../domain/identifiers.js'
import type { CompositeLicence } from '../domain/licence.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/** Codes can't be guessed; the limit keeps the register from being read out by those who collected codes. */
const verifications: RateLimit = { name: 'verify', max: 60, windowMs: 60_000 }

/**
 * What the public sees of the licence with this code, at this moment: names shortened, nothing of the case. Each look is logged.
 * @param from the network that asks
 * @throws ServiceError `too-many-requests`, `verification-not-found`
 */
export async function verifyLicence (database: Knex, code: string, { from, now }: { from: string, now: Date }) {
  await mustBeWithin(database, verifications, [from], now)
  const row = await licenceByVerifyCode(database, code)
  if (row === undefined) throw new ServiceError('verification-not-found')
  await addAuditEntry(database, { at: now, accountId: null, action: 'verify', subject: row.licence_no })
  const data = await currentLicence(database, row, civilDateOf(now))
  return {
    ...data,
    removed: await removedOn(database, row.licence_no, civilDateOf(now)),
    legalRepName: maskName(data.legalRepName),
    holderUsci: maskHolderCode(data.holderUsci),
    isValid: data.entries.some(({ state }) => state === 'valid'),
    verifiedAt: now
  }
}

/** The newest version as issued, each permit with the state that its certificate has today. */
export async function currentLicence (database: Knex, licence: Pick<LicenceRow, 'licence_no'>, today: CivilDate) {
  const data = await latestLicenceData<CompositeLicence>(database, licence.licence_no)
  const states = new Map((await certificateStatesOf(database, licence.licence_no)).map((row) => [row.permit, row]))
  return {
    ...data,
    entries: data.entries.map((entry) => ({ ...entry, ...stateOn(states.get(entry.permit) ?? { state: entry.state, validUntil: null }, today) }))
  }
}

/** Whoever holds an old print sees what has become of what it names. */
async function removedOn (database: Knex, licenceNo: string, today: CivilDate) {
  return (await removedEntriesOf(database, licenceNo)).map(({ validUntil, ...entry }) => ({ ...entry, ...stateOn({ state: entry.state, validUntil }, today) }))
}
