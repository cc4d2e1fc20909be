import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { changeBusinesses, register } from '../cases/registration.js'
import { accountParticulars, businessesOf } from '../database/account-businesses.js'
import { maskAddress, maskMailAddress } from '../domain/contact-addresses.js'
import { maskIdNumber } from '../domain/identifiers.js'
import { answers, closed, nothing, nullable } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { hashPassword } from '../passwords.js'

const text = (title: string, maxLength = 100): ReturnType<typeof Type.String> => Type.String({ title, maxLength })
const businesses = Type.Array(closed({ usci: text('统一社会信用代码', 18), name: text('名称', 200) }), { title: '经营主体', maxItems: 50 })
const registration = closed({
  login: text('账号'),
  password: text('密码', 200),
  name: text('姓名'),
  idNumber: text('身份证件号码', 18),
  phone: text('手机号码', 20),
  email: nullable(Type.String({ title: '电子邮箱', maxLength: 254 })),
  businesses
})
const own = closed({
  login: Type.String(),
  name: Type.String(),
  idNumber: nullable(Type.String({ description: '已遮盖' })),
  phone: nullable(Type.String({ description: '已遮盖' })),
  email: nullable(Type.String({ description: '已遮盖' })),
  businesses
})

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

  app.put<{ Body: { businesses: Static<typeof businesses> } }>('/account/businesses', {
    config: { access: 'applicant' },
    schema: { tags: ['session'], summary: '所代办的经营主体', body: closed({ businesses }), response: answers({ 204: nothing }, [401, 403, 422]) }
  }, async (request, reply) => {
    await changeBusinesses(database, accountOf(request).id, request.body.businesses, clock)
    return await reply.code(204).send()
  })
}
