import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { caseFlow } from '../cases/case-flow.js'
import { caseTimeline } from '../cases/case-timeline.js'
import { caseView } from '../cases/case-view.js'
import { casesOfAccount } from '../database/case-overview.js'
import { releaseOf } from '../database/releases.js'
import { caseStateNames } from '../domain/state-names.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { actsForParty, caseFor } from '../http/own-cases.js'
import { decodeCursor, encodeCursor } from '../http/paging.js'
import * as schemas from './cases.schemas.js'

interface ByCase { Params: { caseNo: string } }

export function caseRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof schemas.caseListQuery> }>('/cases', {
    config: { access: 'applicant' },
    schema: { tags: ['cases'], summary: '我的办件，新的在前', querystring: schemas.caseListQuery, response: answers({ 200: schemas.caseList }, [401, 403]) }
  }, async (request) => {
    const { limit, cursor, state } = request.query
    const rows = await casesOfAccount(database, accountOf(request).id, { limit: limit + 1, before: positionOf(cursor), state })
    const items = await Promise.all(rows.slice(0, limit).map(async (row) => {
      const industry = await releaseOf(database, row.release_id)
      return {
        caseNo: row.case_no,
        industry: row.industry,
        industryName: industry.name,
        state: row.state,
        stateName: caseStateNames[row.state],
        holderName: row.holder_name,
        premisesAddress: row.premises_address,
        permits: row.permits.map((permit) => ({ permit, name: industry.permits.find(({ id }) => id === permit)?.name ?? permit })),
        submittedAt: row.submitted_at
      }
    }))
    const last = items.at(-1)
    return { items, next: rows.length > limit && last !== undefined ? encodeCursor(last.submittedAt, last.caseNo) : null }
  })

  app.get<ByCase>('/cases/:caseNo', {
    config: { access: 'signed-in' },
    schema: {
      tags: ['cases'], summary: '办件：状态、各事项进度、在等谁', params: schemas.caseNoParams, response: answers({ 200: schemas.caseDetail }, [401, 404])
    }
  }, async (request) => {
    const account = accountOf(request)
    const caseFile = await caseFor(database, request.params.caseNo, account)
    // Others see it masked, at …/form
    return { ...await caseView(database, caseFile, clock), form: await actsForParty(database, caseFile, account) ? caseFile.form : null }
  })

  app.get<ByCase>('/cases/:caseNo/timeline', {
    config: { access: 'signed-in' },
    schema: { tags: ['cases'], summary: '办件经过', params: schemas.caseNoParams, response: answers({ 200: schemas.timeline }, [401, 404]) }
  }, async (request) => {
    const account = accountOf(request)
    const caseFile = await caseFor(database, request.params.caseNo, account)
    return { entries: await caseTimeline(database, caseFile, { namesPeople: account.kind === 'staff' }) }
  })

  app.get<ByCase>('/cases/:caseNo/flow', {
    config: { access: 'signed-in' },
    schema: { tags: ['cases'], summary: '办件在所用流程图上到了哪里', params: schemas.caseNoParams, response: answers({ 200: schemas.caseFlow }, [401, 404]) }
  }, async (request) => {
    const { industry, version, steps } = await caseFlow(database, await caseFor(database, request.params.caseNo, accountOf(request)))
    return { picture: `/industries/${industry}/releases/${version}/flow.svg`, steps }
  })
}

function positionOf (cursor: string | undefined): { submittedAt: Date, caseNo: string } | undefined {
  if (cursor === undefined) return undefined
  const { at, key } = decodeCursor(cursor)
  return { submittedAt: at ?? new Date(0), caseNo: key }
}
