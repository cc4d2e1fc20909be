import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { giveWindowCode, linkAccount, lookUpApplicants, openApplicantFile } from '../cases/window-applicants.js'
import type { WindowApplicant } from '../database/window-applicants.js'
import { maskAddress } from '../domain/contact-addresses.js'
import { maskIdNumber, maskName } from '../domain/identifiers.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import * as schemas from './window.schemas.js'

/** 申请人档案: whom the window works for. */
export function windowApplicantRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Body: Static<typeof schemas.applicantSearch> }>('/window/applicants/search', {
    config: { access: 'window' },
    schema: {
      tags: ['window'],
      summary: '查找申请人档案：号码须完全一致，每次查找都有记录',
      description: '只找到在窗口核对过身份的人；网上注册而没有到过窗口的，凭窗口码（`POST /window/applicants/link`）。',
      body: schemas.applicantSearch,
      response: answers({ 200: schemas.applicantList }, [401, 403, 429])
    }
  }, async (request) => ({ applicants: (await lookUpApplicants(database, request.body, accountOf(request), clock)).map(masked) }))

  app.post<{ Body: Static<typeof schemas.newApplicant> }>('/window/applicants', {
    config: { access: 'window' },
    schema: { tags: ['window'], summary: '为没有账号的人建立申请人档案', body: schemas.newApplicant, response: answers({ 201: schemas.applicant }, [401, 403, 409, 422, 429]) }
  }, async (request, reply) => {
    const { identitySeen: _, ...applicant } = request.body
    return await reply.code(201).send(masked(await openApplicantFile(database, applicant, accountOf(request), clock)))
  })

  app.post<{ Body: Static<typeof schemas.shownCode> }>('/window/applicants/link', {
    config: { access: 'window' },
    schema: {
      tags: ['window'],
      summary: '凭窗口码和身份证件确认一个网上账号是本人的；以前在窗口办的归入这个账号',
      body: schemas.shownCode,
      response: answers({ 200: schemas.applicant }, [401, 403, 404, 409, 429])
    }
  }, async (request) => masked(await linkAccount(database, request.body, accountOf(request), clock)))

  app.post('/account/window-code', {
    config: { access: 'applicant' },
    schema: { tags: ['session'], summary: '窗口码：到窗口出示，证明账号是本人的，十分钟内用一次', response: answers({ 201: schemas.windowCode }, [401, 403, 429]) }
  }, async (request, reply) => {
    const { code, expiresAt } = await giveWindowCode(database, accountOf(request).id, clock)
    return await reply.code(201).send({ code, expiresAt: expiresAt.toISOString() })
  })
}

function masked ({ reference, name, idNumber, phone, canSignIn, businesses }: WindowApplicant): Static<typeof schemas.applicant> {
  return { reference, name: maskName(name), idNumber: maskIdNumber(idNumber), phone: phone === null ? null : maskAddress(phone), canSignIn, businesses }
}
