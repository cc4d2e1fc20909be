import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { askForReset, resetPassword } from '../cases/password-reset.js'
import { clearHits } from '../database/rate-limits.js'
import { answers, closed, nothing } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { hashPassword } from '../passwords.js'
import { perLogin } from './session.js'

const asked = closed({ name: Type.String({ title: '账号或电子邮箱', minLength: 1, maxLength: 254 }) })
const renewed = closed({
  token: Type.String({ title: '链接', minLength: 1, maxLength: 100, description: '邮件中链接 # 后面的部分' }),
  password: Type.String({ title: '新密码', maxLength: 200 })
})
const whose = closed({ login: Type.String() })

/** 忘记密码: a link by mail. Its token stands behind the # of the page and in this body, so that no log has it. */
export function passwordResetRoutes (app: FastifyInstance, { database, clock, config }: AppDependencies): void {
  app.post<{ Body: Static<typeof asked> }>('/password-resets', {
    config: { access: 'public' },
    schema: {
      tags: ['session'],
      summary: '忘记密码：请求一封带链接的邮件',
      description: '不论有没有这个账号，回答都一样；没有登记邮箱的收不到邮件。',
      body: asked,
      response: answers({ 202: nothing }, [403, 409, 429])
    }
  }, async (request, reply) => {
    await askForReset(database, { name: request.body.name.trim(), from: networkOf(request.ip), publicUrl: config.publicUrl }, clock)
    return await reply.code(202).send()
  })

  app.put<{ Body: Static<typeof renewed> }>('/password-resets', {
    config: { access: 'public' },
    schema: { tags: ['session'], summary: '用邮件中的链接设定新密码；账号在各处的登录随之结束', body: renewed, response: answers({ 200: whose }, [403, 409, 422]) }
  }, async (request) => {
    const login = await resetPassword(database, request.body, hashPassword, clock)
    // Who has tried in vain before may sign in at once
    await clearHits(database, perLogin, [login, networkOf(request.ip)])
    return { login }
  })
}
