import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { changeContact } from '../cases/change-contact.js'
import { changeBusinesses, register } from '../cases/registration.js'
import { accountParticulars, businessesOf } from '../database/account-businesses.js'
import { maskAddress, maskMailAddress } from '../domain/contact-addresses.js'
import { maskIdNumber } from '../domain/identifiers.js'
import { answers, closed, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { hashPassword, verifyPassword } from '../passwords.js'
import { businesses, contact, contactChanged, own, registration } from './accounts.schemas.js'

export function accountRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Body: Static<typeof registration> }>('/accounts', {
    config: { access: 'public' },
    schema: { tags: ['session'], summary: '申请人注册；随后登录', body: registration, response: answers({ 201: nothing }, [403, 409, 422, 429]) }
  }, async (request, reply) => {
    await register(database, request.body, { from: networkOf(request.ip), hash: hashPassword }, clock)
    return await reply.code(201).send()
  })

  app.get('/account', {
    config: { access: 'applicant' },
    schema: { tags: ['session'], summary: '我的账号和所代办的经营主体', response: answers({ 200: own }, [401, 403]) }
  }, async (request) => {
    const { id } = accountOf(request)
    const { login, displayName, idNumber, phone, email } = await accountParticulars(database, id)
    return {
      login,
      name: displayName,
      idNumber: idNumber === null ? null : maskIdNumber(idNumber),
      phone: phone === null ? null : maskAddress(phone),
      email: email === null ? null : maskMailAddress(email),
      businesses: await businessesOf(database, id)
    }
  })

  app.put<{ Body: Static<typeof contact> }>('/account/contact', {
    config: { access: 'applicant' },
    schema: {
      tags: ['session'],
      summary: '改手机号码、电子邮箱：再输一次密码',
      description: '没有写的不改。原来的邮箱、手机会收到告知；发到那里的重新设定密码的链接随之失效。',
      body: contact,
      response: answers({ 200: contactChanged }, [401, 403, 422, 429])
    }
  }, async (request) => ({ isTold: await changeContact(database, accountOf(request), request.body, verifyPassword, clock) }))

  app.put<{ Body: { businesses: Static<typeof businesses> } }>('/account/businesses', {
    config: { access: 'applicant' },
    schema: { tags: ['session'], summary: '所代办的经营主体', body: closed({ businesses }), response: answers({ 204: nothing }, [401, 403, 422]) }
  }, async (request, reply) => {
    await changeBusinesses(database, accountOf(request).id, request.body.businesses, clock)
    return await reply.code(204).send()
  })
}
