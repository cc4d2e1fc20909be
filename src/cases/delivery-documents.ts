import type { Knex } from 'knex'
import type { CaseRow } from '../database/cases.js'
import { documentsOfCase, markDocumentServed, type ListedDocument } from '../database/documents.js'
import { pickUpOf, type PickUp } from '../database/pick-ups.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { issueDocument } from '../documents/issue-document.js'
import { maskIdNumber } from '../domain/identifiers.js'
import type { Delivery } from './delivery.js'

/** What a decision is served with: the organ's decision and certificate, by the one window (一口出件, 方案 三（五）). */
const servedKinds: ReadonlySet<string> = new Set(['grant', 'filing-receipt', 'permit-certificate', 'refuse'])

/**
 * A paper that the applicant opens in their account has reached them, where they have agreed to be served electronically: its first opening is the proof. Other
 * papers are served at the window.
 */
export async function serveByOpening (tx: Knex, { electronic_delivery: isAgreed }: CaseRow, documentNo: string, at: Date): Promise<void> {
  if (isAgreed) await markDocumentServed(tx, documentNo, 'electronic', at)
}

/** What one permit's decision is served with, as far as it is there. */
export async function servedDocuments (tx: Knex, caseNo: string, subCaseNo: string): Promise<ListedDocument[]> {
  return (await documentsOfCase(tx, caseNo)).filter((document) => document.sub_case_no === subCaseNo && servedKinds.has(document.kind))
}

/** Serves the documents of one permit and writes the service receipt (送达回证, 行政许可法第四十四条). */
export async function serveDocuments (tx: Knex.Transaction, caseFile: CaseRow, subCase: SubCaseRow, delivery: Delivery): Promise<void> {
  const documents = await servedDocuments(tx, caseFile.case_no, subCase.sub_case_no)
  for (const { document_no: documentNo } of documents) await markDocumentServed(tx, documentNo, delivery.how, delivery.at)
  const pickUp = delivery.how === 'window' ? await notedPickUp(tx, subCase.sub_case_no, delivery.receivedBy) : undefined
  await issueDocument(tx, {
    kind: 'service-receipt',
    caseNo: caseFile.case_no,
    subCaseNo: subCase.sub_case_no,
    purposeKey: `service-receipt:${subCase.sub_case_no}`,
    department: 'gov-services',
    region: caseFile.region,
    issuedAt: delivery.at,
    data: {
      docs: documents.map(({ title, document_no: documentNo }) => ({ name: title, number: documentNo })),
      method: delivery.how,
      addressee: caseFile.holder_name,
      received_by: delivery.receivedBy,
      recipient_id: pickUp === undefined ? null : maskIdNumber(pickUp.recipientIdNumber),
      is_agent: pickUp?.isAgent ?? null,
      signature: pickUp?.signature ?? null,
      e_address: delivery.how === 'electronic' ? '申请人在本平台的账户' : null,
      delivered_at: delivery.at,
      delivered_by: delivery.handedOverBy
    }
  })
}

/** What the window's page noted about who came. Noted, and then handed over to somebody else in another task list, it doesn't count. */
async function notedPickUp (tx: Knex, subCaseNo: string, receivedBy: string): Promise<PickUp | undefined> {
  const pickUp = await pickUpOf(tx, subCaseNo)
  return pickUp?.recipientName === receivedBy ? pickUp : undefined
}
