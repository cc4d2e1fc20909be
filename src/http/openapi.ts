import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { sessionCookie, type Access } from './access.js'

/** Collects every route's schemas into an OpenAPI 3.1 document (`app.swagger()`). */
export async function registerOpenApi (app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '一业一证 OneLicence API',
        version: '1',
        description: '错误一律为 { code, message, details? }，code 见 docs/errors.md。'
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
          metrics: { type: 'http', scheme: 'bearer' }
        }
      }
    },
    transform: ({ schema, url, route }) => {
      const { access, upload } = route.config ?? {}
      const described = { ...schema, security: securityOf(access) } as FastifySchema & { consumes?: string[] }
      if (upload !== undefined) Object.assign(described, { consumes: ['multipart/form-data'], body: upload })
      return { schema: described, url }
    }
  })
}

function securityOf (access: Access | undefined): Record<string, string[]>[] {
  if (access === 'public' || access === undefined) return []
  return access === 'monitoring' ? [{}, { metrics: [] }] : [{ session: [] }]
}
