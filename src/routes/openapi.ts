import type { FastifyInstance } from 'fastify'
import { answers, anyRecord } from '../http/answers.js'

export function openApiRoutes (app: FastifyInstance): void {
  app.get('/openapi.json', {
    config: { access: 'public' },
    schema: { tags: ['platform'], summary: '本接口的 OpenAPI 3.1 文档', response: answers({ 200: anyRecord }) }
  }, async () => app.swagger())
}
