import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { giveResetCode } from '../cases/reset-at-window.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import * as schemas from './window.schemas.js'

/** 忘记密码, for who has no mailbox: told face to face. */
export function windowPasswordResetRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Body: Static<typeof schemas.forgottenPassword> }>('/window/password-resets', {
    config: { access: 'window' },
    schema: {
      tags: ['window'],
      summary: '核对身份证件后，当面给一个重设密码的重设码，十分钟内用一次',
      description: '账号要与出示的身份证件相符；每次都有记录。',
      body: schemas.forgottenPassword,
      response: answers({ 201: schemas.resetCode }, [401, 403, 404, 429])
    }
  }, async (request, reply) => {
    const { login, idNumber } = request.body
    const { code, expiresAt } = await giveResetCode(database, { login: login.trim(), idNumber }, accountOf(request), clock)
    return await reply.code(201).send({ code, expiresAt: expiresAt.toISOString() })
  })
}
