import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { claimTask, completeTask, unclaimTask } from '../cases/complete-task.js'
import { displayNamesOf, type Account } from '../database/accounts.js'
import { elementNamesOf, formOfRelease, releaseOf } from '../database/releases.js'
import { inboxCounts, inboxPermits, inboxTasks, saveTaskDraft, taskDraftOf, taskOf, taskViewOf, type TaskRow } from '../database/tasks-inbox.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { decodeCursor, encodeCursor } from '../http/paging.js'
import * as schemas from './tasks.schemas.js'

interface ByKey { Params: { key: string } }
const refusals = [401, 403, 404, 409]

export function taskRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  readingRoutes(app, dependencies)
  claimingRoutes(app, dependencies)
  workingRoutes(app, dependencies)
}

function readingRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof schemas.inboxQuery> }>('/tasks', {
    config: { access: 'staff' },
    schema: { tags: ['tasks'], summary: '我的组的待办，急的在前', querystring: schemas.inboxQuery, response: answers({ 200: schemas.inbox }, [401, 403]) }
  }, async (request) => {
    const { limit, cursor, permit, caseNo, q, claim, dueBefore } = request.query
    const { groups, login } = accountOf(request)
    const filter = { groups, login, permit, caseNo, q }
    const rows = await inboxTasks(database, { ...filter, claim, dueBefore: dueBefore === undefined ? undefined : instantOf(dueBefore) }, { limit: limit + 1, after: cursor === undefined ? undefined : decodeCursor(cursor) })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: await briefs(database, shown),
      next: rows.length > limit && last !== undefined ? encodeCursor(last.dueAt, last.key) : null,
      counts: await inboxCounts(database, filter, clock.now()),
      permits: await permitsInInbox(database, groups)
    }
  })

  app.get<ByKey>('/tasks/:key', {
    config: { access: 'staff' },
    schema: { tags: ['tasks'], summary: '任务：表单、内容、材料', params: schemas.taskKey, response: answers({ 200: schemas.taskDetail }, [401, 403, 404]) }
  }, async (request) => await detail(database, await taskFor(database, request.params.key, accountOf(request)), accountOf(request)))
}

function claimingRoutes (app: FastifyInstance, { database, engine, clock }: AppDependencies): void {
  const desk = { database, engine, clock }

  app.post<ByKey>('/tasks/:key/claim', {
    config: { access: 'staff' },
    schema: { tags: ['tasks'], summary: '签收', params: schemas.taskKey, response: answers({ 204: nothing }, refusals) }
  }, async (request, reply) => {
    await claimTask(desk, await taskFor(database, request.params.key, accountOf(request)), accountOf(request))
    return await reply.code(204).send()
  })

  app.post<ByKey>('/tasks/:key/unclaim', {
    config: { access: 'staff' },
    schema: { tags: ['tasks'], summary: '退回待签收', params: schemas.taskKey, response: answers({ 204: nothing }, refusals) }
  }, async (request, reply) => {
    await unclaimTask(desk, await taskFor(database, request.params.key, accountOf(request)), accountOf(request))
    return await reply.code(204).send()
  })
}

function workingRoutes (app: FastifyInstance, { database, engine, clock }: AppDependencies): void {
  const desk = { database, engine, clock }

  app.put<ByKey & { Body: Static<typeof schemas.draft> }>('/tasks/:key/draft', {
    config: { access: 'staff' },
    schema: { tags: ['tasks'], summary: '保存我的草稿', params: schemas.taskKey, body: schemas.draft, response: answers({ 204: nothing }, refusals) }
  }, async (request, reply) => {
    const task = await taskFor(database, request.params.key, accountOf(request))
    if (task.state !== 'created') throw new ServiceError('task-done', { state: task.state, by: null, at: task.endedAt?.toISOString() ?? null })
    await saveTaskDraft(database, task, accountOf(request).id, request.body.data, clock.now())
    return await reply.code(204).send()
  })

  app.post<ByKey & { Body: Static<typeof schemas.completion> }>('/tasks/:key/complete', {
    config: { access: 'staff' },
    schema: {
      tags: ['tasks'],
      summary: '办结任务',
      description: '只采用该任务在流程图中交出的变量，其余忽略。引擎停机时 503，填写的内容存为草稿。',
      params: schemas.taskKey,
      body: schemas.completion,
      response: answers({ 204: nothing }, [...refusals, 422])
    }
  }, async (request, reply) => {
    const task = await taskFor(database, request.params.key, accountOf(request))
    await completeTask(desk, task, request.body.variables, accountOf(request))
    return await reply.code(204).send()
  })
}

/** A leap second is of the right form, but no instant. */
function instantOf (dueBefore: string): Date {
  const instant = new Date(dueBefore)
  if (!Number.isNaN(instant.getTime())) return instant
  throw new ServiceError('bad-request', { in: 'querystring', problems: [{ field: 'dueBefore', label: '截止', problem: '格式不正确' }] })
}

/** A task of one of the caller's groups; any other does not exist for them. */
async function taskFor (database: Knex, key: string, account: Account): Promise<TaskRow> {
  const task = await taskOf(database, key, account.groups)
  if (task === undefined) throw new ServiceError('task-not-found')
  return task
}

/** Most tasks first; an industry's releases count together. */
async function permitsInInbox (database: Knex, groups: string[]): Promise<{ permit: string, name: string, count: number }[]> {
  const permits = new Map<string, { permit: string, name: string, count: number }>()
  for (const { permit, releaseId, count } of await inboxPermits(database, groups)) {
    const name = (await releaseOf(database, releaseId)).permits.find(({ id }) => id === permit)?.name ?? permit
    permits.set(permit, { permit, name, count: count + (permits.get(permit)?.count ?? 0) })
  }
  return [...permits.values()].sort((a, b) => b.count - a.count || a.permit.localeCompare(b.permit))
}

async function briefs (database: Knex, rows: TaskRow[]) {
  const people = await displayNamesOf(database, [...new Set(rows.flatMap(({ assignee }) => assignee ?? []))])
  const names = new Map(await Promise.all([...new Set(rows.map(({ releaseId }) => releaseId))].map(async (releaseId) =>
    [releaseId, { elements: await elementNamesOf(database, releaseId), industry: await releaseOf(database, releaseId) }] as const)))
  return rows.map((row) => {
    const { elements, industry } = names.get(row.releaseId)!
    return {
      key: row.key,
      elementId: row.elementId,
      name: elements[row.processId]?.[row.elementId] ?? row.elementId,
      state: row.state,
      caseNo: row.caseNo,
      subCaseNo: row.subCaseNo,
      permit: row.permit,
      permitName: industry.permits.find(({ id }) => id === row.permit)?.name ?? null,
      applicant: row.holderName,
      premises: row.premisesAddress,
      candidateGroups: row.candidateGroups,
      assignee: row.assignee === null ? null : { login: row.assignee, name: people.get(row.assignee) ?? row.assignee },
      dueAt: row.dueAt,
      createdAt: row.createdAt
    }
  })
}

interface ViewedMaterial { id: string, name: string, state: string, link: string | null }

async function detail (database: Knex, task: TaskRow, account: Account) {
  const [brief] = await briefs(database, [task])
  const view = await taskViewOf(database, task) ?? {}
  const mine = await taskDraftOf(database, task, account.id)
  const { materials = [] } = (view.taskView ?? {}) as { materials?: ViewedMaterial[] }
  return {
    ...brief!,
    visitNo: task.visitNo,
    endedAt: task.endedAt,
    form: await formOfRelease(database, task.releaseId, task.elementId) ?? null,
    data: { ...view, ...mine },
    hasDraft: mine !== undefined,
    materials
  }
}
