import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { addAuditEntry } from '../database/audit.js'
import { registeredLicences, type RegisteredLicence } from '../database/licence-register.js'
import { stateOn } from '../domain/certificate-states.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { answers, civilDate, closed, fileAnswer, instant, nullable } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendCsv } from '../http/csv.js'
import { decodeCursor, encodeCursor } from '../http/paging.js'

const search = {
  q: Type.Optional(Type.String({ title: '查找', minLength: 1, maxLength: 100, description: '证照编号、主体名称、统一社会信用代码、地址中的一部分' })),
  industry: Type.Optional(Type.String({ title: '行业', maxLength: 100 }))
}
const listQuery = closed({ ...search, limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 100, default: 50 }), cursor: Type.Optional(Type.String({ maxLength: 300 })) })
const exportQuery = closed(search)
const listed = closed({
  licenceNo: Type.String(),
  name: Type.String(),
  industry: Type.String(),
  region: Type.String(),
  holderName: Type.String(),
  holderUsci: Type.String(),
  legalRepName: Type.String(),
  premisesAddress: Type.String(),
  version: Type.Integer(),
  issuedAt: instant,
  entries: Type.Array(closed({ certificateName: Type.String(), certificateNo: Type.String(), validUntil: nullable(civilDate), state: Type.String(), stateName: Type.String() }))
})

/** More would be no table any more, and a hundred times what a city of this size issues in a year. */
const mostExported = 50_000

/** 证照登记簿: the composite licences, searched and exported by supervisors; each export is logged. */
export function licenceRegisterRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof listQuery> }>('/supervision/licences', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '证照登记簿，新的在前', querystring: listQuery, response: answers({ 200: closed({ items: Type.Array(listed), next: nullable(Type.String()) }) }, [401, 403]) }
  }, async (request) => {
    const { limit, cursor, ...query } = request.query
    const rows = await registeredLicences(database, { ...query, limit: limit + 1, before: positionOf(cursor) })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items: items.map((row) => shown(row, civilDateOf(clock.now()))), next: rows.length > limit && last !== undefined ? encodeCursor(last.issuedAt, last.licenceNo) : null }
  })

  app.get<{ Querystring: Static<typeof exportQuery> }>('/supervision/licences.csv', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '导出证照登记簿（CSV）', querystring: exportQuery, response: { ...answers({}, [401, 403]), 200: fileAnswer('text/csv') } }
  }, async (request, reply) => {
    const today = civilDateOf(clock.now())
    const rows = (await registeredLicences(database, { ...request.query, limit: mostExported })).map((row) => shown(row, today))
    await addAuditEntry(database, { at: clock.now(), accountId: accountOf(request).id, action: 'export-licences', subject: request.query.q ?? '全部' })
    return await sendCsv(reply, `证照登记簿-${today}`, rows.map(inOneLine), columns)
  })
}

type Shown = ReturnType<typeof shown>

function shown (row: RegisteredLicence, today: CivilDate) {
  return {
    ...row,
    entries: row.entries.map((entry) => ({ ...entry, ...stateOn(entry, today) }))
  }
}

function inOneLine ({ entries, issuedAt, ...row }: Shown) {
  return { ...row, issuedOn: civilDateOf(issuedAt), entries: entries.map(({ certificateName, certificateNo, stateName }) => `${certificateName} ${certificateNo}（${stateName}）`).join('；') }
}

const columns = {
  licenceNo: '证照编号', name: '证照名称', holderName: '主体名称', holderUsci: '统一社会信用代码', legalRepName: '法定代表人（负责人）', premisesAddress: '经营场所', issuedOn: '制发日期', version: '版次', entries: '载明的许可'
}

function positionOf (cursor: string | undefined): { issuedAt: Date, licenceNo: string } | undefined {
  if (cursor === undefined) return undefined
  const { at, key } = decodeCursor(cursor)
  if (at !== null) return { issuedAt: at, licenceNo: key }
  throw new ServiceError('bad-request', { problems: [{ field: 'cursor', label: '翻页位置', problem: '格式不正确' }] })
}
