import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { addAuditEntry } from '../database/audit.js'
import { certificateStatesOf, latestLicenceData, licenceByVerifyCode, licenceVersionsOf, removedEntriesOf, visibleLicence, type LicenceRow } from '../database/licences.js'
import { takeHit, type RateLimit } from '../database/rate-limits.js'
import { certificateStateNames, effectiveState } from '../domain/certificate-states.js'
import { maskHolderCode, maskName } from '../domain/identifiers.js'
import type { CompositeLicence } from '../domain/licence.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import * as schemas from './licences.schemas.js'

/** Codes can't be guessed; the limit keeps the register from being read out by those who collected codes. */
const verifications: RateLimit = { name: 'verify', max: 60, windowMs: 60_000 }

export function licenceRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Params: { licenceNo: string } }>('/licences/:licenceNo', {
    config: { access: 'signed-in' },
    schema: { tags: ['licences'], summary: '行业综合许可证（持证人、工作人员）', params: schemas.licenceParams, response: answers({ 200: schemas.licence }, [401, 404]) }
  }, async (request) => {
    const row = await visibleLicence(database, request.params.licenceNo, accountOf(request))
    if (row === undefined) throw new ServiceError('licence-not-found')
    const data = await currentData(database, row, civilDateOf(clock.now()))
    return { ...data, caseNo: row.case_no, versions: await licenceVersionsOf(database, row.licence_no) }
  })

  app.get<{ Params: { code: string } }>('/verify/:code', {
    config: { access: 'public' },
    schema: {
      tags: ['licences'], summary: '扫码验证：显示此刻的状态', params: schemas.verifyParams, response: answers({ 200: schemas.verification }, [404, 429])
    }
  }, async (request) => {
    const now = clock.now()
    const { isAllowed, retryAfterSeconds } = await takeHit(database, verifications, [networkOf(request.ip)], now)
    if (!isAllowed) throw new ServiceError('too-many-requests', { retryAfterSeconds })
    const row = await licenceByVerifyCode(database, request.params.code)
    if (row === undefined) throw new ServiceError('verification-not-found')
    await addAuditEntry(database, { at: now, accountId: null, action: 'verify', subject: row.licence_no })
    const data = await currentData(database, row, civilDateOf(now))
    return {
      ...data,
      removed: await removedOn(database, row.licence_no, civilDateOf(now)),
      legalRepName: maskName(data.legalRepName),
      holderUsci: maskHolderCode(data.holderUsci),
      isValid: data.entries.some(({ state }) => state === 'valid'),
      verifiedAt: now
    }
  })
}

/** Whoever holds an old print sees what has become of what it names. */
async function removedOn (database: Knex, licenceNo: string, today: CivilDate) {
  return (await removedEntriesOf(database, licenceNo)).map(({ validUntil, ...entry }) => {
    const state = effectiveState({ state: entry.state, validUntil }, today)
    return { ...entry, state, stateName: certificateStateNames[state] ?? state }
  })
}

/** The newest version as issued, each permit with the state that its certificate has today. */
async function currentData (database: Knex, licence: LicenceRow, today: CivilDate) {
  const data = await latestLicenceData<CompositeLicence>(database, licence.licence_no)
  const states = new Map((await certificateStatesOf(database, licence.licence_no)).map((row) => [row.permit, effectiveState(row, today)]))
  return {
    ...data,
    entries: data.entries.map((entry) => {
      const state = states.get(entry.permit) ?? entry.state
      return { ...entry, state, stateName: certificateStateNames[state] ?? state }
    })
  }
}
