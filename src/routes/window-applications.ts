import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { draftToChange } from '../cases/application-draft.js'
import { publishedIndustryOf } from '../cases/open-industry.js'
import { takeInApplication } from '../cases/take-in-application.js'
import { applicationFile, markOriginalSeen, windowDraftsOf } from '../database/applications.js'
import { addAuditEntry } from '../database/audit.js'
import { windowRegionsOf } from '../domain/groups.js'
import { ServiceError } from '../errors.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { applicationMaterialId } from './applications.schemas.js'
import * as schemas from './window.schemas.js'

/** 窗口申报: an application is begun here; the routes of `/applications/{id}` then serve its window too. */
export function windowApplicationRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Body: Static<typeof schemas.inPerson> }>('/window/applications', {
    config: { access: 'window' },
    schema: {
      tags: ['window'], summary: '在窗口收下一份申请（草稿）：为谁、谁来的', body: schemas.inPerson, response: answers({ 201: schemas.begun }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { agent, identitySeen: _, ...inPerson } = request.body
    const { id } = await takeInApplication(database, { ...inPerson, agent: agent === null ? null : { name: agent.name, idNumber: agent.idNumber } }, accountOf(request), clock)
    return await reply.code(201).send({ id })
  })

  app.get('/window/applications', {
    config: { access: 'window' },
    schema: { tags: ['window'], summary: '本窗口没有提交的申请，新改的在前', response: answers({ 200: schemas.windowDrafts }, [401, 403]) }
  }, async (request) => ({
    drafts: await Promise.all((await windowDraftsOf(database, windowRegionsOf(accountOf(request).groups))).map(async (draft) => ({
      id: draft.id,
      industryName: (await publishedIndustryOf(database, draft.industry)).name,
      applicant: draft.applicant,
      agent: draft.agent_name,
      takenInBy: draft.clerk,
      updatedAt: draft.updated_at.toISOString()
    })))
  }))

  app.put<{ Params: Static<typeof applicationMaterialId>, Body: Static<typeof schemas.originalSeen> }>('/applications/:id/materials/:materialId/original', {
    config: { access: 'window' },
    schema: {
      tags: ['window'],
      summary: '记下已核验这份材料的原件，或者取消；换了文件须重新核验',
      params: applicationMaterialId,
      body: schemas.originalSeen,
      response: answers({ 200: schemas.originalMark }, [401, 403, 404, 409])
    }
  }, async (request) => {
    const { id, materialId } = request.params
    const clerk = accountOf(request)
    const seen = request.body.isSeen ? { by: clerk.id, at: clock.now() } : null
    await database.transaction(async (tx) => {
      await draftToChange(tx, id, clerk)
      if (await applicationFile(tx, id, materialId) === undefined) throw new ServiceError('unknown-material', { material: materialId })
      if (!await markOriginalSeen(tx, id, { materialId, uploadedAt: new Date(request.body.uploadedAt) }, seen)) throw new ServiceError('application-changed')
      await addAuditEntry(tx, { at: clock.now(), accountId: clerk.id, action: seen === null ? 'unsee-original' : 'see-original', subject: id, detail: { material: materialId } })
    })
    return { originalSeenAt: seen?.at.toISOString() ?? null }
  })
}
