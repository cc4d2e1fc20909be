import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseUnavailable } from '../database/database-faults.js'
import { EngineUnavailable } from '../engine/errors.js'
import { ServiceError, type ErrorCode } from '../errors.js'
import { fieldProblems } from './validation.js'

/** Every failure becomes `{ code, message, details? }`; what is our fault is logged and told to nobody. */
export function registerErrorAnswers (app: FastifyInstance): void {
  app.setNotFoundHandler(async (_request, reply) => await answer(reply, new ServiceError('not-found')))
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const known = asServiceError(error)
    if (known.status >= 500) request.log.error({ err: error }, 'request failed')
    return await answer(reply, known)
  })
}

/** Faults of the address that the router finds before any route is known. */
export function answerRouterFault (_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const fault = new ServiceError('bad-request')
  reply.code(fault.status).type('application/json; charset=utf-8').send(errorBody(fault))
}

/** The answer's body. The message names the first field so that a plain client shows something useful. */
export function errorBody (error: ServiceError): { code: ErrorCode, message: string, details?: Record<string, unknown> } {
  return { code: error.code, message: error.message, ...(error.details === undefined ? {} : { details: error.details }) }
}

async function answer (reply: FastifyReply, error: ServiceError): Promise<FastifyReply> {
  const retryAfter = error.details?.retryAfterSeconds
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  return await reply.code(error.status).type('application/json; charset=utf-8').send(errorBody(error))
}

function asServiceError (error: FastifyError): ServiceError {
  if (error instanceof ServiceError) return error
  if (error instanceof EngineUnavailable) return new ServiceError('engine-unavailable', undefined, { cause: error })
  if (isDatabaseUnavailable(error)) return new ServiceError('database-unavailable', undefined, { cause: error })
  if (error.validation !== undefined) return validationError(error)
  if (isBrokenForm(error)) return new ServiceError('bad-request', undefined, { cause: error })
  return new ServiceError(clientFaults[error.code] ?? (isClientFault(error) ? 'bad-request' : 'internal'), undefined, { cause: error })
}

/** Codes of fastify and its plugins that mean something of their own. */
const clientFaults: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
  FST_REQ_FILE_TOO_LARGE: 'file-too-large'
}

/** A multipart body without boundary, or one that ends too early: its reader names it by these words only. */
function isBrokenForm ({ message }: FastifyError): boolean {
  return /^Multipart: Boundary not found$|[Uu]nexpected end of multipart data$/.test(message)
}

function isClientFault ({ statusCode }: FastifyError): boolean {
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
}

function validationError (error: FastifyError): ServiceError {
  const errors = error.validation as unknown as Parameters<typeof fieldProblems>[0]
  const code = errors.every(({ keyword }) => keyword === 'additionalProperties') ? 'unknown-field' : 'bad-request'
  return new ServiceError(code, { in: error.validationContext, problems: fieldProblems(errors) })
}
