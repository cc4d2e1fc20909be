import type { FastifyInstance } from 'fastify'
import type { AppDependencies } from '../http/context.js'
import { applicationMaterialRoutes } from './application-materials.js'
import { applicationRoutes } from './applications.js'
import { industryRoutes } from './industries.js'
import { openApiRoutes } from './openapi.js'
import { sessionRoutes } from './session.js'

/** Every resource's routes, below the API's prefix. */
export const routes: ((app: FastifyInstance, dependencies: AppDependencies) => void)[] = [
  openApiRoutes,
  sessionRoutes,
  industryRoutes,
  applicationRoutes,
  applicationMaterialRoutes
]
