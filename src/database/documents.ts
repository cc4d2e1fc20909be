import type { Knex } from 'knex'

export interface DocumentRow {
  document_no: string
  case_no: string
  sub_case_no: string | null
  kind: string
  purpose_key: string
  title: string
  /** Somebody other than the applicant, who doesn't get to see it; null: the applicant, or the public. */
  addressee: string | null
  department: string
  region: string
  /** `{ letter, content }`: the common part and the kind's own fields, as on the day of issue. */
  data: { letter: Record<string, unknown>, content: Record<string, unknown> }
  issued_at: Date
  file_hash: string | null
  sm3: string | null
  rendered_at: Date | null
  render_attempts: number
  served_how: ServedHow | null
  served_at: Date | null
  /** Printed on the document; null on those of before there were codes. */
  verify_code: string | null
}
export type ServedHow = 'electronic' | 'window' | 'mail'

/** A document without what it says. */
export type ListedDocument = Omit<DocumentRow, 'data' | 'render_attempts' | 'verify_code'>

export type NewDocument = Omit<DocumentRow, 'file_hash' | 'sm3' | 'rendered_at' | 'render_attempts' | 'served_how' | 'served_at'>

/** Holds everybody else off who would issue a document for the same purpose, until the transaction ends. */
export async function lockPurpose (tx: Knex.Transaction, purposeKey: string): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock(hashtextextended('document:' || ?, 0))", [purposeKey])
}

export async function documentForPurpose (tx: Knex, purposeKey: string): Promise<DocumentRow | undefined> {
  return await tx('document').where({ purpose_key: purposeKey }).first<DocumentRow | undefined>()
}

/** Numbers of the papers for one purpose and for what was added to it (`<purpose>:…`), in the order of issue. */
export async function documentNosFor (tx: Knex, purposeKey: string): Promise<string[]> {
  return await tx('document').where({ purpose_key: purposeKey }).orWhereRaw('starts_with(purpose_key, ?)', [`${purposeKey}:`])
    .orderBy(['issued_at', 'document_no']).pluck<string[]>('document_no')
}

export async function insertDocument (tx: Knex, document: NewDocument): Promise<void> {
  await tx('document').insert({ ...document, data: JSON.stringify(document.data) })
}

export async function findDocument (tx: Knex, documentNo: string): Promise<DocumentRow | undefined> {
  return await tx('document').where({ document_no: documentNo }).first<DocumentRow | undefined>()
}

/** A document's row, locked until the transaction ends, so that it is rendered once. */
export async function lockDocument (tx: Knex.Transaction, documentNo: string): Promise<DocumentRow | undefined> {
  return await tx('document').where({ document_no: documentNo }).forUpdate().first<DocumentRow | undefined>()
}

/** The case's documents in the order of issue, without their data. */
export async function documentsOfCase (tx: Knex, caseNo: string): Promise<ListedDocument[]> {
  return await tx('document').where({ case_no: caseNo }).orderBy([{ column: 'issued_at' }, { column: 'document_no' }])
    .select<ListedDocument[]>('document_no', 'case_no', 'sub_case_no', 'kind', 'purpose_key', 'title', 'addressee', 'department', 'region',
      'issued_at', 'file_hash', 'sm3', 'rendered_at', 'served_how', 'served_at')
}

/** Where the case's progress is shown, as its receipt says. */
export async function queryUrlOfCase (tx: Knex, caseNo: string): Promise<string | undefined> {
  const row = await tx('document').where({ case_no: caseNo, kind: 'receipt' })
    .first<{ url: string | null } | undefined>(tx.raw("data #>> '{content,query_url}' AS url"))
  return row?.url ?? undefined
}

/** Served once; a second service leaves the first date. */
export async function markDocumentServed (tx: Knex, documentNo: string, how: ServedHow, at: Date): Promise<void> {
  await tx('document').where({ document_no: documentNo }).whereNull('served_at').update({ served_how: how, served_at: at })
}

/** Documents that wait for their PDF, oldest first, locked for this transaction; rows of other renderers are passed over. */
export async function lockUnrendered (tx: Knex.Transaction, limit: number, now: Date): Promise<DocumentRow[]> {
  return await tx('document').whereNull('rendered_at')
    .where((due) => due.whereNull('render_after').orWhere('render_after', '<=', now))
    .orderBy('issued_at').limit(limit).forUpdate().skipLocked().select<DocumentRow[]>()
}

/** The PDF of a document as stored: its SHA-256, which is the file's address, and its SM3. */
export interface RenderedFile { hash: string, sm3: string, renderedAt: Date }

export async function markRendered (tx: Knex, documentNo: string, { hash, sm3, renderedAt }: RenderedFile): Promise<void> {
  await tx('document').where({ document_no: documentNo }).update({ file_hash: hash, sm3, rendered_at: renderedAt, render_error: null, render_after: null })
}

/** A document that could not be drawn is tried again later and doesn't hold up the others. */
export async function markRenderFailed (tx: Knex, documentNo: string, error: string, retryAt: Date): Promise<void> {
  await tx('document').where({ document_no: documentNo })
    .update({ render_error: error, render_after: retryAt, render_attempts: tx.raw('render_attempts + 1') })
}
