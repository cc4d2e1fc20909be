import { maskHolderCode, maskPhone } from '../domain/identifiers.js'
import { organName, reconsiderationBody, withoutRemarks } from '../domain/organs.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import type { PublishedIndustry } from '../catalogue/types.js'

/** What every document carries (通用字段), as on the day of issue. */
export interface Letter {
  documentNo: string
  title: string
  caseNo: string
  receiptCode: string
  industryName: string
  applicantName: string
  /** Unified social credit code, or a natural person's identity number, masked. */
  usci: string
  /** Masked; absent when the form has none. */
  contactPhone?: string
  premises: string
  items: LetterItem[]
  /** Name of the organ that issues and seals. */
  organ: string
  issuedOn: CivilDate
  /** ISO 8601. */
  issuedAt: string
  remedies: Remedy[]
  /** Where the case's progress is shown, as on its receipt. */
  queryUrl?: string
  /** With it anybody who holds the paper can have organ, digests and signature confirmed. */
  verifyCode?: string
}

export interface LetterItem { permitName: string, subCaseNo: string, organ: string }

/** 救济途径 of one organ's act. */
export interface Remedy { organ: string, body: string, withinDays: number, courtNote: string }

export interface LetterCase {
  caseNo: string
  receiptCode: string
  applicantName: string
  usci: string
  premises: string
  form: Record<string, unknown>
}

export interface LetterSubCase { subCaseNo: string, permit: string, department: string, region: string }

/** The common part of a document. Throws when a department or region is not in the published catalogue. */
export function composeLetter (industry: PublishedIndustry, { title, documentNo, department, region, issuedAt, caseFile, subCases, queryUrl }: {
  title: string
  documentNo: string
  department: string
  region: string
  issuedAt: Date
  caseFile: LetterCase
  subCases: LetterSubCase[]
  queryUrl: string | undefined
}): Letter {
  const phone = [caseFile.form.contact_phone, caseFile.form.agent_phone, caseFile.form.legal_rep_phone].find((value) => typeof value === 'string' && value !== '')
  return {
    documentNo,
    title,
    caseNo: caseFile.caseNo,
    receiptCode: caseFile.receiptCode,
    industryName: industry.name,
    applicantName: caseFile.applicantName,
    usci: maskHolderCode(caseFile.usci),
    ...(phone === undefined ? {} : { contactPhone: maskPhone(phone as string) }),
    premises: caseFile.premises,
    items: subCases.map((subCase) => ({
      permitName: industry.permits.find(({ id }) => id === subCase.permit)?.name ?? subCase.permit,
      subCaseNo: subCase.subCaseNo,
      organ: organName(industry, subCase.department, subCase.region)
    })),
    organ: organName(industry, department, region),
    issuedOn: civilDateOf(issuedAt),
    issuedAt: issuedAt.toISOString(),
    remedies: remediesOf(industry, subCases.length > 0 ? subCases : [{ department, region }]),
    ...(queryUrl === undefined ? {} : { queryUrl })
  }
}

/** One remedy per organ; organs without a registered body are left out (and the document is then refused). */
function remediesOf (industry: PublishedIndustry, acts: { department: string, region: string }[]): Remedy[] {
  const withinDays = industry.defaults.reconsideration?.n ?? 60
  const remedies = acts.flatMap(({ department, region }) => {
    const body = reconsiderationBody(industry, department, region)
    const note = industry.departments.find(({ id }) => id === department)?.remedy.court_note
    if (body === undefined || note === undefined) return []
    return [{ organ: organName(industry, department, region), body, withinDays, courtNote: withoutRemarks(note) }]
  })
  return remedies.filter(({ organ }, index) => remedies.findIndex((other) => other.organ === organ) === index)
}
