import type { PublishedIndustry } from '../catalogue/types.js'
import type { CaseRow } from '../database/cases.js'
import { insertLicence, insertLicenceVersion, type LicenceRow } from '../database/licences.js'
import { issueDocument } from '../documents/issue-document.js'
import { electronicCertificateIdentifier } from '../domain/identifiers.js'
import { earliestExpiry, licenceNotes, type CompositeLicence, type LicenceEntry } from '../domain/licence.js'
import { civilDateOf } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'

export interface NewVersion { caseFile: CaseRow, industry: PublishedIndustry, licence: LicenceRow, entries: LicenceEntry[], reason: string }

/** The next version of a composite licence with its document, the licence's row being locked (or new, at version 0). Earlier versions stay word for word. @returns its number */
export async function issueLicenceVersion (context: WorkerContext, made: NewVersion): Promise<number> {
  const { tx, clock, publicUrl } = context
  const { caseFile, licence, reason } = made
  const issuedAt = clock.now()
  const version = licence.version + 1
  const data = licenceData(made, { version, issuedAt, verifyUrl: `${publicUrl}/verify/${licence.verify_code}` })
  if (version === 1) await insertLicence(tx, { ...licence, certificate_identifier: data.certId, version, issued_at: issuedAt })
  const { documentNo } = await issueDocument(tx, {
    kind: 'composite-licence',
    caseNo: caseFile.case_no,
    purposeKey: `composite-licence:${licence.licence_no}:${version}`,
    department: 'gov-services',
    region: caseFile.region,
    issuedAt,
    data
  })
  await insertLicenceVersion(tx, { licenceNo: licence.licence_no, version, reason, data, documentNo, issuedAt })
  return version
}

function licenceData (
  { industry, licence, entries }: NewVersion, { version, issuedAt, verifyUrl }: { version: number, issuedAt: Date, verifyUrl: string }
): CompositeLicence {
  return {
    certId: certificateIdentifier(industry, licence, version),
    licenceNo: licence.licence_no,
    name: licence.name,
    industry: industry.name,
    holderName: licence.holder_name,
    holderUsci: licence.holder_usci,
    legalRepName: licence.legal_rep_name,
    premisesAddress: licence.premises_address,
    entries,
    issueDate: civilDateOf(issuedAt),
    earliestExpiry: earliestExpiry(entries),
    version,
    verifyUrl,
    notes: licenceNotes
  }
}

/** GB/T 36904; the type code and the issuer's credit code are the city's to confirm 〔待核〕. */
function certificateIdentifier (industry: PublishedIndustry, licence: LicenceRow, version: number): string {
  const { type_code: typeCode, issuer_code: issuerCode } = industry.composite_licence.identifier
  return electronicCertificateIdentifier({ typeCode, issuerCode, serial: licence.licence_no, version })
}
