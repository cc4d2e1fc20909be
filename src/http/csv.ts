import { stringify } from 'csv-stringify/sync'

/** A table for spreadsheets: with a byte order mark, so that they read it as UTF-8; no cell is a formula. */
export function csvOf<Row extends object> (rows: Row[], columns: Partial<Record<keyof Row & string, string>>): Buffer {
  return Buffer.from(stringify(rows, { header: true, bom: true, escape_formulas: true, columns: Object.entries(columns).map(([key, header]) => ({ key, header: String(header) })) }))
}
