import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { currentLicence, verifyLicence } from '../cases/licence-verification.js'
import { licencesOfAccount, licenceVersionsOf, visibleLicence, type LicenceRow } from '../database/licences.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import * as schemas from './licences.schemas.js'

export function licenceRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get('/licences', {
    config: { access: 'applicant' },
    schema: { tags: ['licences'], summary: '我的行业综合许可证，新的在前', response: answers({ 200: schemas.licenceList }, [401, 403]) }
  }, async (request) => ({
    licences: await Promise.all((await licencesOfAccount(database, accountOf(request).id)).map(async (row) => await briefOf(database, row, civilDateOf(clock.now()))))
  }))

  app.get<{ Params: { licenceNo: string } }>('/licences/:licenceNo', {
    config: { access: 'signed-in' },
    schema: { tags: ['licences'], summary: '行业综合许可证（持证人、工作人员）', params: schemas.licenceParams, response: answers({ 200: schemas.licence }, [401, 404]) }
  }, async (request) => {
    const row = await visibleLicence(database, request.params.licenceNo, accountOf(request))
    if (row === undefined) throw new ServiceError('licence-not-found')
    const data = await currentLicence(database, row, civilDateOf(clock.now()))
    return { ...data, caseNo: row.case_no, versions: await licenceVersionsOf(database, row.licence_no) }
  })

  app.get<{ Params: { code: string } }>('/verify/:code', {
    config: { access: 'public' },
    schema: {
      tags: ['licences'], summary: '扫码验证：显示此刻的状态', params: schemas.verifyParams, response: answers({ 200: schemas.verification }, [404, 429])
    }
  }, async (request) => await verifyLicence(database, request.params.code, { from: networkOf(request.ip), now: clock.now() }))
}

async function briefOf (database: Knex, row: LicenceRow, today: CivilDate) {
  const { licenceNo, name, holderName, premisesAddress, issueDate, entries } = await currentLicence(database, row, today)
  return { licenceNo, name, holderName, premisesAddress, issueDate, entries: entries.map(({ name: permitName, state, stateName, validUntil }) => ({ name: permitName, state, stateName, validUntil })) }
}
