import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { industryCoverage } from '../cases/industry-coverage.js'
import { listOpenFacts, matchingFacts } from '../cases/open-fact-list.js'
import { addAuditEntry } from '../database/audit.js'
import { factKinds } from '../domain/fact-kinds.js'
import { civilDateOf } from '../domain/time.js'
import { answers, fileAnswer } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendCsv } from '../http/csv.js'
import { industryId } from './industries.schemas.js'
import * as schemas from './supervised-catalogue.schemas.js'

/** What of the published catalogue is still to be confirmed, and what of it is covered. */
export function supervisedCatalogueRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof schemas.openFactQuery> }>('/supervision/open-facts', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '已发布的目录里待核的内容', querystring: schemas.openFactQuery, response: answers({ 200: schemas.openFacts }, [401, 403]) }
  }, async (request) => {
    const { offset, limit, ...query } = request.query
    const facts = await listOpenFacts(database)
    const found = matchingFacts(facts, query)
    const permits = new Map(matchingFacts(facts, { industry: query.industry }).flatMap((fact) => fact.permits.map(({ id, name }) => [id, { id, name }])))
    return {
      total: found.length,
      all: facts.length,
      permits: [...permits.values()].sort((one, other) => one.name.localeCompare(other.name, 'zh')),
      items: found.slice(offset, offset + limit).map((fact) => ({ ...fact, kindName: factKinds[fact.kind] }))
    }
  })

  app.get<{ Querystring: Static<typeof schemas.openFactFilters> }>('/supervision/open-facts.csv', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '导出待核清单（CSV）', querystring: schemas.openFactFilters, response: { ...answers({}, [401, 403]), 200: fileAnswer('text/csv') } }
  }, async (request, reply) => {
    const rows = matchingFacts(await listOpenFacts(database), request.query).map(({ permits, industries, kind, ...fact }) => ({
      ...fact,
      kind: factKinds[kind],
      permits: permits.map(({ name }) => name).join('；'),
      departments: [...new Set(permits.map(({ department }) => department))].join('；'),
      industries: industries.map(({ name }) => name).join('；')
    }))
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'export-open-facts', subject: request.query.q ?? '全部' })
    return await sendCsv(reply, `待核清单-${civilDateOf(clock.now())}`, rows, { kind: '类别', label: '哪一处', text: '内容', permits: '事项', departments: '部门', industries: '行业', path: '位置' })
  })

  app.get<{ Params: { industry: string } }>('/supervision/industries/:industry/coverage', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '一个行业的覆盖情况：确认了的内容、办过的事项、决策表、办件走到过的步骤', params: industryId, response: answers({ 200: schemas.coverage }, [401, 403, 404]) }
  }, async (request) => await industryCoverage(database, request.params.industry))
}
