import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { openAlarms } from '../database/alarms.js'
import { addAuditEntry } from '../database/audit.js'
import { openIncident, openIncidents } from '../database/incidents.js'
import { platformFigures } from '../database/platform-figures.js'
import { elementNamesOf } from '../database/releases.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import * as schemas from './supervision.schemas.js'

const mostShown = 200

/** What the operator looks at: where the engine has stopped, alarms, counts. */
export function incidentRoutes (app: FastifyInstance, { database, engine, clock }: AppDependencies): void {
  app.get('/supervision/incidents', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '流程引擎停下等人处理的地方，旧的在前', response: answers({ 200: schemas.incidents }, [401, 403]) }
  }, async () => {
    const open = await openIncidents(database, mostShown)
    const releases = [...new Set(open.flatMap(({ releaseId }) => releaseId ?? []))]
    const names = new Map(await Promise.all(releases.map(async (id) => [id, await elementNamesOf(database, id)] as const)))
    return {
      items: open.map(({ releaseId, jobKey, ...incident }) => ({
        ...incident, elementName: (releaseId === null ? undefined : names.get(releaseId)?.[incident.processId]?.[incident.elementId]) ?? incident.elementId
      }))
    }
  })

  app.post<{ Params: Static<typeof schemas.incidentKey> }>('/supervision/incidents/:incidentKey/retry', {
    config: { access: 'operator' },
    schema: { tags: ['supervision'], summary: '排除原因之后，让流程从停下的地方再试', params: schemas.incidentKey, response: answers({ 202: nothing }, [401, 403, 404]) }
  }, async (request, reply) => {
    const incident = await openIncident(database, request.params.incidentKey)
    if (incident === undefined) throw new ServiceError('incident-not-found')
    await engine.retryIncident(incident.incidentKey, incident.jobKey ?? undefined)
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'retry-incident', subject: incident.incidentKey })
    return await reply.code(202).send()
  })

  app.get('/supervision/platform', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '平台的告警和各项计数', response: answers({ 200: schemas.platform }, [401, 403]) }
  }, async () => ({
    alarms: (await openAlarms(database)).map(({ id, kind, raisedAt }) => ({ id, kind, raisedAt })),
    figures: { ...await platformFigures(database) }
  }))
}
