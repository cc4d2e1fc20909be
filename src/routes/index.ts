import type { FastifyInstance } from 'fastify'
import type { AppDependencies } from '../http/context.js'
import { openApiRoutes } from './openapi.js'
import { sessionRoutes } from './session.js'

/** Every resource's routes, below the API's prefix. */
export const routes: ((app: FastifyInstance, dependencies: AppDependencies) => void)[] = [
  openApiRoutes,
  sessionRoutes
]
