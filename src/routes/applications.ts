import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { draftToChange, ownApplication } from '../cases/application-draft.js'
import { checkDraft } from '../cases/application-check.js'
import { mustTakeApplications, publishedIndustryOf } from '../cases/open-industry.js'
import { fieldsFromAccount, openingForm } from '../cases/prefilled-draft.js'
import { submitApplication } from '../cases/submit-application.js'
import { accountParticulars } from '../database/account-businesses.js'
import { applicationMaterials, deleteApplication, draftsOf, insertApplication, saveDraft, type ApplicationRow } from '../database/applications.js'
import { addAuditEntry } from '../database/audit.js'
import type { PublishedIndustry } from '../catalogue/types.js'
import { maskIdNumber } from '../domain/identifiers.js'
import { civilDateOf } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import * as schemas from './applications.schemas.js'

interface ById { Params: { id: string } }

export function applicationRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  draftRoutes(app, dependencies)
  submissionRoute(app, dependencies)
}

function draftRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Body: Static<typeof schemas.newApplication> }>('/applications', {
    config: { access: 'applicant' },
    schema: { tags: ['applications'], summary: '新建申请（草稿），账号知道的先填好', body: schemas.newApplication, response: answers({ 201: schemas.application }, [401, 403, 404, 409, 422]) }
  }, async (request, reply) => {
    const { industry, business } = request.body
    const published = await publishedIndustryOf(database, industry)
    await mustTakeApplications(database, published, { now: clock.now() })
    const account = accountOf(request)
    const row = await insertApplication(database, { accountId: account.id, industry, form: await openingForm(database, account, published, business), now: clock.now() })
    return await reply.code(201).send(await applicationView(database, row))
  })

  app.get('/applications', {
    config: { access: 'applicant' },
    schema: { tags: ['applications'], summary: '没有提交的申请（草稿），新改的在前', response: answers({ 200: schemas.draftList }, [401, 403]) }
  }, async (request) => ({
    drafts: await Promise.all((await draftsOf(database, accountOf(request).id)).map(async (row) => await draftView(row, await publishedIndustryOf(database, row.industry))))
  }))

  app.get<ById>('/applications/:id', {
    config: { access: 'applicant-or-window' },
    schema: { tags: ['applications'], summary: '申请', params: schemas.applicationId, response: answers({ 200: schemas.application }, [401, 403, 404]) }
  }, async (request) => await applicationView(database, await ownApplication(database, request.params.id, accountOf(request))))

  app.put<ById & { Body: Static<typeof schemas.draft>, Headers: Static<typeof schemas.savingHeaders> }>('/applications/:id', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['applications'],
      summary: '保存草稿：问答、事项、承诺、容缺、一张表',
      description: '可以不完整；已填的内容须存在且类型正确，依法不能承诺的事项不能选择承诺，主要材料不能选择容缺。',
      params: schemas.applicationId,
      headers: schemas.savingHeaders,
      body: schemas.draft,
      response: answers({ 200: schemas.application }, [401, 403, 404, 409, 422])
    }
  }, async (request) => await database.transaction(async (tx) => {
    const row = await draftToChange(tx, request.params.id, accountOf(request))
    const readVersion = request.headers['if-match']
    if (readVersion !== undefined && readVersion !== `"${row.updated_at.toISOString()}"`) throw new ServiceError('application-changed')
    checkDraft(await publishedIndustryOf(tx, row.industry), request.body, civilDateOf(clock.now()))
    await saveDraft(tx, row.id, request.body, clock.now())
    return await applicationView(tx, await ownApplication(tx, row.id, accountOf(request)))
  }))

  app.delete<ById>('/applications/:id', {
    config: { access: 'applicant-or-window' },
    schema: { tags: ['applications'], summary: '删除草稿及其材料', params: schemas.applicationId, response: answers({ 204: nothing }, [401, 403, 404, 409]) }
  }, async (request, reply) => {
    const keeper = accountOf(request)
    await database.transaction(async (tx) => {
      const { id, industry, channel } = await draftToChange(tx, request.params.id, keeper)
      await deleteApplication(tx, id)
      await addAuditEntry(tx, { at: clock.now(), accountId: keeper.id, action: 'delete-draft', subject: id, detail: { industry, channel } })
    })
    return await reply.code(204).send()
  })
}

function submissionRoute (app: FastifyInstance, { database, clock, config, wakeOutbox }: AppDependencies): void {
  app.post<ById & { Headers: Static<typeof schemas.submissionHeaders> }>('/applications/:id/submit', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['applications'],
      summary: '提交申请',
      description: '同一 Idempotency-Key 重复提交得到同一结果。流程引擎停机时照常提交，恢复后自动开始办理。',
      params: schemas.applicationId,
      headers: schemas.submissionHeaders,
      response: answers({ 201: schemas.submitted }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const submission = await submitApplication(database, {
      applicationId: request.params.id,
      by: accountOf(request),
      idempotencyKey: request.headers['idempotency-key'],
      publicUrl: config.publicUrl
    }, clock)
    wakeOutbox()
    return await reply.code(201).send(submission)
  })
}

function draftView (row: ApplicationRow, { name, permits }: PublishedIndustry): Static<typeof schemas.draftList>['drafts'][number] {
  return {
    id: row.id,
    industry: row.industry,
    industryName: name,
    permits: permits.filter(({ id }) => row.permits.includes(id)).map((permit) => permit.name),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString()
  }
}

async function inPersonView (database: Knex, row: ApplicationRow): Promise<Static<typeof schemas.application>['inPerson']> {
  const { displayName, idNumber, login } = await accountParticulars(database, row.account_id)
  return { applicant: displayName, idNumber: idNumber === null ? null : maskIdNumber(idNumber), canSignIn: login !== null, agent: row.agent_name }
}

async function applicationView (database: Knex, row: ApplicationRow): Promise<Static<typeof schemas.application>> {
  const materials = await applicationMaterials(database, row.id)
  return {
    id: row.id,
    industry: row.industry,
    state: row.state,
    answers: row.answers,
    permits: row.permits,
    commitments: row.commitments,
    tolerated: row.tolerated,
    form: row.form,
    prefilled: await fieldsFromAccount(database, row.account_id, row.form),
    materials: materials.map((material) => ({
      id: material.material_id,
      fileName: material.file_name,
      uploadedAt: material.uploaded_at.toISOString(),
      originalSeenAt: material.original_seen_at?.toISOString() ?? null
    })),
    inPerson: row.channel === 'window' ? await inPersonView(database, row) : null,
    caseNo: row.case_no,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString()
  }
}
