import type { FastifyInstance } from 'fastify'
import type { AppDependencies } from '../http/context.js'
import { accountRoutes } from './accounts.js'
import { applicationMaterialRoutes } from './application-materials.js'
import { applicationRoutes } from './applications.js'
import { caseDocumentRoutes } from './case-documents.js'
import { caseFormRoutes } from './case-form.js'
import { caseRoutes } from './cases.js'
import { catalogueRoutes } from './catalogue.js'
import { commitmentBarRoutes } from './commitment-bars.js'
import { documentVerificationRoutes } from './document-verification.js'
import { extensionRoutes } from './extension.js'
import { guidePrintRoutes } from './guide-print.js'
import { healthRoutes } from './health.js'
import { industryRoutes } from './industries.js'
import { industryFlowRoutes } from './industry-flow.js'
import { licenceRoutes } from './licences.js'
import { metricsRoutes } from './metrics.js'
import { notificationFailureRoutes } from './notification-failures.js'
import { openApiRoutes } from './openapi.js'
import { openingPlanRoutes } from './opening-plan.js'
import { passwordResetRoutes } from './password-resets.js'
import { preparationRoutes } from './preparation.js'
import { publicDecisionRoutes } from './public-decisions.js'
import { rectificationRoutes } from './rectification.js'
import { earlierMaterialRoutes } from './earlier-materials.js'
import { releaseRoutes } from './releases.js'
import { sessionRoutes } from './session.js'
import { hearingRequestRoutes, hearingRightRoutes, openHearingRightRoutes } from './hearing-rights.js'
import { publicNoticeRoutes } from './public-notices.js'
import { statementRoutes } from './statement.js'
import { supplementRoutes } from './supplement.js'
import { taskRoutes } from './tasks.js'
import { correctionRoutes } from './correction.js'
import { incidentRoutes } from './incidents.js'
import { licenceRegisterRoutes } from './licence-register.js'
import { progressRoutes } from './progress.js'
import { platformHealthRoutes } from './platform-health.js'
import { supervisedCatalogueRoutes } from './supervised-catalogue.js'
import { supervisedModelRoutes } from './supervised-models.js'
import { supervisionRoutes } from './supervision.js'
import { timeLimitRoutes } from './time-limits.js'
import { toleratedMaterialRoutes } from './tolerated-materials.js'
import { visitPhotoRoutes } from './visit-photos.js'
import { visitRoutes } from './visits.js'
import { windowApplicantRoutes } from './window-applicants.js'
import { windowPasswordResetRoutes } from './window-password-resets.js'
import { windowApplicationRoutes } from './window-applications.js'
import { windowHandOverRoutes } from './window-hand-overs.js'
import { withdrawalRoutes } from './withdrawal.js'

/** Every resource's routes, below the API's prefix. */
export const routes: ((app: FastifyInstance, dependencies: AppDependencies) => void)[] = [
  // First: its hook times the routes that follow it
  metricsRoutes,
  openApiRoutes,
  healthRoutes,
  sessionRoutes,
  accountRoutes,
  passwordResetRoutes,
  industryRoutes,
  openingPlanRoutes,
  industryFlowRoutes,
  catalogueRoutes,
  guidePrintRoutes,
  releaseRoutes,
  applicationRoutes,
  applicationMaterialRoutes,
  earlierMaterialRoutes,
  windowApplicantRoutes,
  windowPasswordResetRoutes,
  windowApplicationRoutes,
  windowHandOverRoutes,
  caseRoutes,
  caseDocumentRoutes,
  caseFormRoutes,
  correctionRoutes,
  supplementRoutes,
  rectificationRoutes,
  preparationRoutes,
  withdrawalRoutes,
  extensionRoutes,
  hearingRequestRoutes,
  hearingRightRoutes,
  openHearingRightRoutes,
  publicNoticeRoutes,
  statementRoutes,
  toleratedMaterialRoutes,
  taskRoutes,
  visitRoutes,
  visitPhotoRoutes,
  supervisionRoutes,
  supervisedModelRoutes,
  supervisedCatalogueRoutes,
  timeLimitRoutes,
  platformHealthRoutes,
  licenceRegisterRoutes,
  progressRoutes,
  incidentRoutes,
  licenceRoutes,
  commitmentBarRoutes,
  documentVerificationRoutes,
  publicDecisionRoutes,
  notificationFailureRoutes
]
