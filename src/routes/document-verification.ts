import type { FastifyInstance } from 'fastify'
import { verifyDocument } from '../cases/document-verification.js'
import { answers } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { codeParams, documentVerification } from './document-verification.schemas.js'

export function documentVerificationRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Params: { code: string } }>('/verify/documents/:code', {
    config: { access: 'public' },
    schema: {
      tags: ['documents'], summary: '文书核验：机关、摘要、签名', params: codeParams, response: answers({ 200: documentVerification }, [404, 429])
    }
  }, async (request) => await verifyDocument(database, request.params.code, { from: networkOf(request.ip), now: clock.now() }))
}
