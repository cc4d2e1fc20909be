import type { Knex } from 'knex'

/** A decision to grant or to revoke as the public reads it; of a natural person the number is masked. */
export interface PublicDecision {
  documentNo: string
  title: string
  organ: string
  permitName: string
  holderName: string
  holderUsci: string
  /** Of a grant; empty otherwise. */
  certificates: { name: string, number: string, validity: string }[]
  issuedAt: Date
}

/** 行政许可法第四十条、第六十九条: what is open to the public. */
const openKinds = ['grant', 'revoke']

/** Decisions whose paper is drawn and signed, newest first; `before` is the last one of the page before. */
export async function publicDecisions (
  database: Knex, page: { limit: number, region?: string | undefined, before?: { issuedAt: Date, documentNo: string } | undefined }
): Promise<PublicDecision[]> {
  const query = database('document').whereIn('kind', openKinds).whereNotNull('rendered_at')
    .orderBy([{ column: 'issued_at', order: 'desc' }, { column: 'document_no', order: 'desc' }]).limit(page.limit)
  if (page.region !== undefined) query.where({ region: page.region })
  if (page.before !== undefined) query.whereRaw('(issued_at, document_no) < (?, ?)', [page.before.issuedAt, page.before.documentNo])
  return await query.select<PublicDecision[]>({ documentNo: 'document_no', title: 'title', issuedAt: 'issued_at' },
    database.raw("data #>> '{letter,organ}' AS organ"),
    database.raw('data #>> \'{letter,items,0,permitName}\' AS "permitName"'),
    database.raw('data #>> \'{letter,applicantName}\' AS "holderName"'),
    database.raw('data #>> \'{letter,usci}\' AS "holderUsci"'),
    database.raw("coalesce(data #> '{content,cert_no}', '[]') AS certificates"))
}

/** Granted permits of a case whose decision the public can't read yet, as its paper is not there. */
export async function undisclosedGrants (tx: Knex, caseNo: string): Promise<string[]> {
  return await tx('document').where({ case_no: caseNo, kind: 'grant' }).whereNull('rendered_at').pluck<string[]>('sub_case_no')
}
