import type { DecisionRow } from '../database/decisions.js'
import { issueDocument } from '../documents/issue-document.js'
import type { CivilDate } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { foundFacts, legalBasisText, subCaseDocument } from './decision-documents.js'
import type { PermitContext } from './permit-context.js'
import { formFacts } from './task-view/form-facts.js'

export interface NewCertificate { certificateNo: string, issuedOn: CivilDate, validUntil: CivilDate | null, scope: string }

/** The organ's decision and the statutory certificate; a filing has its receipt in place of a decision. Returns the certificate's document. */
export async function issueCertificateDocuments (
  { tx }: WorkerContext, permitContext: PermitContext, decision: DecisionRow, certificate: NewCertificate
): Promise<string> {
  const { subCase, permit } = permitContext
  const about = { ...subCaseDocument(subCase), issuedAt: decision.decided_at }
  if (permit.kind === '备案') {
    await issueDocument(tx, {
      ...about, kind: 'filing-receipt', purposeKey: `filing-receipt:${subCase.sub_case_no}`, data: filingData(permitContext, certificate)
    })
  } else {
    await issueDocument(tx, {
      ...about,
      kind: 'grant',
      purposeKey: `grant:${subCase.sub_case_no}`,
      data: {
        facts: foundFacts(permitContext),
        basis: legalBasisText(permitContext),
        cert_no: [{ name: permit.certificate.name, number: certificate.certificateNo, validity: validityOf(permitContext, certificate) }]
      }
    })
  }
  const { documentNo } = await issueDocument(tx, {
    ...about, kind: 'permit-certificate', purposeKey: `certificate:${subCase.sub_case_no}`, data: certificateData(permitContext, certificate)
  })
  return documentNo
}

function filingData (permitContext: PermitContext, certificate: NewCertificate) {
  const { permit } = permitContext
  const ownFields = new Set(permit.fields.individual.map(({ label }) => label))
  const stated = formFacts(permitContext).filter(({ label }) => ownFields.has(label))
  const postCheck = permit.commitment.post_check
  return {
    filing_no: certificate.certificateNo,
    filing_content: stated.length > 0 ? stated : [{ label: '备案事项', value: permit.name }],
    filed_at: certificate.issuedOn,
    ...(postCheck?.required === true ? { post_check_note: `备案之日起${postCheck.within.n}${postCheck.within.unit}内进行核查。` } : {})
  }
}

function certificateData (permitContext: PermitContext, certificate: NewCertificate) {
  const { permit, caseFile } = permitContext
  return {
    certificate_name: permit.certificate.name,
    certificate_no: certificate.certificateNo,
    kind: permit.kind === '备案' ? '备案' as const : '许可' as const,
    holder_name: caseFile.holder_name,
    legal_rep_name: typeof caseFile.form.legal_rep_name === 'string' ? caseFile.form.legal_rep_name : null,
    premises_address: caseFile.premises_address,
    scope: certificate.scope,
    issued_on: certificate.issuedOn,
    valid_until: certificate.validUntil,
    validity_text: validityOf(permitContext, certificate)
  }
}

function validityOf ({ permit }: PermitContext, { issuedOn, validUntil }: NewCertificate): string {
  return validUntil === null ? permit.validity.text : `${issuedOn} 至 ${validUntil}`
}
