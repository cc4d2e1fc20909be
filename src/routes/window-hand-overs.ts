import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { servedDocuments } from '../cases/delivery-documents.js'
import { handOver } from '../cases/pick-up.js'
import { inboxTasks, type TaskRow } from '../database/tasks-inbox.js'
import { releaseReader } from '../database/releases.js'
import type { PublishedIndustry } from '../catalogue/types.js'
import { groupsBy } from '../domain/groups-by.js'
import { receiptCode } from '../domain/identifiers.js'
import { answers, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import * as schemas from './window.schemas.js'

/** A window's list isn't paged: what doesn't fit is found by searching. */
const most = 200

/** 待领取: what is ready at the window, and handing it over. */
export function windowHandOverRoutes (app: FastifyInstance, { database, engine, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof schemas.handOverQuery> }>('/window/hand-overs', {
    config: { access: 'window' },
    schema: {
      tags: ['window'], summary: '待领取的决定和证件，按办件；最早的在前', querystring: schemas.handOverQuery, response: answers({ 200: schemas.handOvers }, [401, 403])
    }
  }, async (request) => {
    const { groups, login } = accountOf(request)
    const tasks = await inboxTasks(database, { groups, login, q: request.query.q, elementId: 'hand-over' }, { limit: most })
    const readRelease = releaseReader(database)
    const cases = [...groupsBy(tasks, ({ caseNo }) => caseNo).values()]
    return { cases: await Promise.all(cases.map(async (ready) => await caseToHandOver(database, ready, await readRelease(ready[0]!.releaseId)))) }
  })

  app.post<{ Body: Static<typeof schemas.handOver> }>('/window/hand-overs', {
    config: { access: 'window' },
    schema: {
      tags: ['window'],
      summary: '交给领取人：核对身份，屏幕签名或者签在纸质送达回证上',
      description: '逐项办结这些“窗口送达”任务，与在待办里办结一样；中途失败的，前面的已经办结，余下的可以再交。',
      body: schemas.handOver,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { tasks, recipient: { name, idNumber, isAgent }, signature } = request.body
    await handOver({ database, engine, clock }, { tasks, recipient: { name, idNumber, isAgent }, signature }, accountOf(request))
    return await reply.code(204).send()
  })
}

async function caseToHandOver (database: Knex, ready: TaskRow[], { permits }: PublishedIndustry): Promise<Static<typeof schemas.handOvers>['cases'][number]> {
  const { caseNo, holderName } = ready[0]!
  return {
    caseNo,
    receiptCode: receiptCode(caseNo),
    applicant: holderName,
    permits: await Promise.all(ready.map(async ({ key, permit, subCaseNo, createdAt }) => ({
      task: key,
      name: permits.find(({ id }) => id === permit)?.name ?? permit!,
      subCaseNo: subCaseNo!,
      readySince: createdAt.toISOString(),
      papers: (await servedDocuments(database, caseNo, subCaseNo!)).map(({ document_no: documentNo, title }) => ({ documentNo, title }))
    })))
  }
}
