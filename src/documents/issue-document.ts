import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { caseOf } from '../database/cases.js'
import { documentForPurpose, insertDocument, lockPurpose, queryUrlOfCase } from '../database/documents.js'
import { nextNumber } from '../database/number-counters.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { documentPrefix, withoutRemarks } from '../domain/organs.js'
import { paddedSerial } from '../domain/identifiers.js'
import { civilDateOf } from '../domain/time.js'
import type { DocumentDefinition } from './define-document.js'
import { fieldProblems, ownFields, printable } from './fields.js'
import { definitionOf, documentTitle, type DocumentData, type DocumentKind } from './kinds.js'
import { composeLetter, type Letter } from './letter.js'

export interface DocumentIssue<Kind extends DocumentKind> {
  kind: Kind
  caseNo: string
  /** The item that the document is about; several: `subCaseNos`; neither: all items of the case. */
  subCaseNo?: string | null
  subCaseNos?: string[]
  /** What the document is for, e.g. `grant:<subCaseNo>`: issued once, whoever asks again gets the same number. */
  purposeKey: string
  /** The organ that issues it: department and region of the published catalogue. */
  department: string
  region: string
  data: DocumentData[Kind]
  issuedAt: Date
}

/** The data of a document is not complete: nothing was written. `problems` are Chinese, each names the field. */
export class DocumentIncomplete extends Error {
  readonly kind: DocumentKind
  readonly problems: string[]

  constructor (kind: DocumentKind, problems: string[]) {
    super(`${definitionOf(kind).title}不能出具：${problems.join('；')}`)
    this.name = 'DocumentIncomplete'
    this.kind = kind
    this.problems = problems
  }
}

/**
 * Issues a document: checks its fields, gives it the next number of its organ, kind and year, and stores what it says. The PDF
 * is drawn later from the stored data. Idempotent by `purposeKey`. Throws DocumentIncomplete before anything is written.
 */
export async function issueDocument<Kind extends DocumentKind> (tx: Knex.Transaction, issue: DocumentIssue<Kind>): Promise<{ documentNo: string }> {
  const definition = definitionOf(issue.kind)
  // As stored: instants as ISO 8601, catalogue texts without the remarks of their keepers (〔待核〕)
  const asStored = JSON.parse(JSON.stringify(ownFields(definition.fields, issue.data))) as Record<string, unknown>
  const content = printable(definition.fields, asStored, withoutRemarks)
  refuse(issue.kind, fieldProblems(definition.fields, content))
  refuse(issue.kind, definition.problems?.(content) ?? [])

  await lockPurpose(tx, issue.purposeKey)
  const issued = await documentForPurpose(tx, issue.purposeKey)
  if (issued !== undefined) return { documentNo: issued.document_no }

  const { industry, letter } = await letterOf(tx, issue)
  refuse(issue.kind, organProblems(definition, issue, letter))
  const documentNo = await nextDocumentNumber(tx, documentPrefix(industry, issue.department, issue.region) + definition.numberWord, issue.issuedAt)
  const verifyCode = randomBytes(10).toString('hex')
  await insertDocument(tx, {
    document_no: documentNo,
    case_no: issue.caseNo,
    sub_case_no: issue.subCaseNo ?? null,
    kind: issue.kind,
    purpose_key: issue.purposeKey,
    title: letter.title,
    addressee: definition.addressee?.(content as never) ?? null,
    department: issue.department,
    region: issue.region,
    data: { letter: { ...letter, documentNo, verifyCode }, content },
    issued_at: issue.issuedAt,
    verify_code: verifyCode
  })
  return { documentNo }
}

/** 汴市监补正〔2026〕000001号: counted per organ, kind and civil year, without gaps. */
async function nextDocumentNumber (tx: Knex.Transaction, prefix: string, issuedAt: Date): Promise<string> {
  const year = civilDateOf(issuedAt).slice(0, 4)
  const serial = await nextNumber(tx, `document:${prefix}:${year}`)
  return `${prefix}〔${year}〕${paddedSerial(serial, 6)}号`
}

async function letterOf<Kind extends DocumentKind> (tx: Knex.Transaction, issue: DocumentIssue<Kind>): Promise<{ industry: PublishedIndustry, letter: Letter }> {
  const caseFile = await caseOf(tx, issue.caseNo)
  const industry = await releaseOf(tx, caseFile.release_id)
  const wanted = issue.subCaseNo != null ? [issue.subCaseNo] : issue.subCaseNos
  const subCases = (await subCasesOf(tx, issue.caseNo)).filter(({ sub_case_no: subCaseNo }) => wanted === undefined || wanted.includes(subCaseNo))
  const letter = composeLetter(industry, {
    title: documentTitle(issue.kind, issue.data),
    documentNo: '',
    department: issue.department,
    region: issue.region,
    issuedAt: issue.issuedAt,
    caseFile: {
      caseNo: caseFile.case_no,
      receiptCode: caseFile.receipt_code,
      applicantName: caseFile.holder_name,
      usci: caseFile.holder_usci,
      premises: caseFile.premises_address,
      form: caseFile.form
    },
    subCases: subCases.map((row) => ({ subCaseNo: row.sub_case_no, permit: row.permit, department: row.department, region: row.region })),
    queryUrl: queryUrlIn(issue.data) ?? await queryUrlOfCase(tx, issue.caseNo)
  })
  return { industry, letter }
}

/** The receipt is the document that says where the progress is shown; the later ones repeat it. */
function queryUrlIn (data: { query_url?: unknown }): string | undefined {
  return typeof data.query_url === 'string' ? data.query_url : undefined
}

function refuse (kind: DocumentKind, problems: string[]): void {
  if (problems.length > 0) throw new DocumentIncomplete(kind, problems)
}

/** Decisions are the deciding organ's own, with the remedies of every organ that acts. */
function organProblems ({ issuer, needsRemedy }: DocumentDefinition, issue: DocumentIssue<DocumentKind>, letter: Letter): string[] {
  const isAbout = issue.subCaseNo != null || issue.subCaseNos !== undefined
  return [
    ...(issuer === 'permit-organ' && isAbout && organsOf(letter).some((organ) => organ !== letter.organ) ? ['作出机关不是该事项的实施机关'] : []),
    ...(issuer === 'gov-services' && issue.department !== 'gov-services' ? ['作出机关不是综合窗口'] : []),
    ...(needsRemedy === true && letter.remedies.length < Math.max(1, organsOf(letter).length) ? ['缺少“救济途径”（部门未登记行政复议机关）'] : [])
  ]
}

function organsOf ({ items }: Letter): string[] {
  return [...new Set(items.map(({ organ }) => organ))]
}
