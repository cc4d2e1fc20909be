import { stringify } from 'csv-stringify/sync'
import type { FastifyReply } from 'fastify'
import { sendAttachment } from './downloads.js'

type Columns<Row> = Partial<Record<keyof Row & string, string>>

/** A table for spreadsheets: with a byte order mark, so that they read it as UTF-8; no cell is a formula. */
function csvOf<Row extends object> (rows: Row[], columns: Columns<Row>): Buffer {
  return Buffer.from(stringify(rows, { header: true, bom: true, escape_formulas: true, columns: Object.entries(columns).map(([key, header]) => ({ key, header: String(header) })) }))
}

/** Sends such a table to be saved. */
export async function sendCsv<Row extends object> (reply: FastifyReply, fileName: string, rows: Row[], columns: Columns<Row>): Promise<FastifyReply> {
  return await sendAttachment(reply, { content: csvOf(rows, columns), fileName: `${fileName}.csv`, mediaType: 'text/csv; charset=utf-8' })
}
