import type { CertificateRow } from '../database/certificates.js'
import { nextNumber } from '../database/number-counters.js'
import type { PostCheckRow } from '../database/post-checks.js'
import { latestStatement, type StatementRow } from '../database/statements.js'
import { issueDocument } from '../documents/issue-document.js'
import { inWords, licensingLaw } from '../documents/wording.js'
import { organName } from '../domain/organs.js'
import { articleOf, groundNames, type RevocationGround } from '../domain/revocation.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { legalBasisText, subCaseDocument } from './decision-documents.js'
import type { PermitContext } from './permit-context.js'
import type { RevocationDecision } from './revocation.js'

/** What both looks have found, as the party is told and the decision rests on. */
export function foundInChecks ({ facts, checked_at: checkedAt, correction_due_on: correctionDueOn, recheck_facts: recheckFacts, rechecked_at: recheckedAt }: PostCheckRow): string {
  const first = `${inWords(civilDateOf(checkedAt!))}核查：${facts}。`
  return recheckedAt === null ? first : `${first}已责令于${inWords(correctionDueOn!)}前改正；${inWords(civilDateOf(recheckedAt))}复查：${recheckFacts}。`
}

export function intentionReasons (permitContext: PermitContext, ground: RevocationGround): string {
  const laws = legalBasisText(permitContext)
  if (permitContext.permit.kind === '备案') return `${groundNames[ground]}，依照${laws}的规定，拟取消备案。`
  return ground === 'fraud'
    ? `${groundNames.fraud}，依照${laws}和${licensingLaw}第六十九条第二款的规定，应当予以撤销。`
    : `${groundNames.uncorrected}，依照${laws}和${licensingLaw}第六十九条第一款的规定，可以撤销。`
}

/** 撤销行政许可决定书 (取消备案决定书), with the remedies. @returns its number */
export async function issueRevocation (
  { tx }: WorkerContext, permitContext: PermitContext,
  { check, certificate, decided, bannedUntil }: { check: PostCheckRow & { ground: RevocationGround }, certificate: CertificateRow, decided: RevocationDecision, bannedUntil: CivilDate | null }
): Promise<string> {
  const { subCase, permit } = permitContext
  const statement = (await latestStatement(tx, subCase, 'revoke'))!
  const { documentNo } = await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'revoke',
    purposeKey: `revoke:${subCase.sub_case_no}`,
    issuedAt: decided.decidedAt,
    data: {
      certificate_name: certificate.certificate_name,
      certificate_no: certificate.certificate_no,
      filing: permit.kind === '备案',
      ground: check.ground,
      facts: foundInChecks(check),
      reasons: decided.reasons,
      basis: basisText(permitContext, check.ground, decided.basis),
      heard: heardText(statement, decided.reasons),
      effective: civilDateOf(decided.decidedAt),
      ban: bannedUntil === null ? null : `至${inWords(bannedUntil)}止，你（单位）不得再次申请该项行政许可（${licensingLaw}第七十九条）。`,
      propagate: true
    }
  })
  return documentNo
}

/** The document itself names 第六十九条第二款 for a permit got by fraud. */
function basisText (permitContext: PermitContext, ground: RevocationGround, basis: string): string {
  const laws = legalBasisText(permitContext)
  const article = ground === 'fraud' ? undefined : articleOf(ground, basis)
  return article === undefined ? laws : `${laws}和${licensingLaw}${article}`
}

function heardText ({ state, document_no: noticeNo, content, made_at: madeAt }: StatementRow, reasons: string): string {
  const told = `已事先告知（${noticeNo}）。`
  switch (state) {
    case 'made': return `${told}你（单位）于${inWords(civilDateOf(madeAt!))}陈述、申辩：${content}。本机关经复核，不予采纳：${reasons}`
    case 'waived': return `${told}你（单位）放弃陈述、申辩。`
    case 'open': return `${told}期满未提出陈述、申辩。`
  }
}

/** 单项许可变动通报 to the organ that issues the composite licence, in the order of its numbers. @returns its document number */
export async function issueStatusNotice (
  { tx }: WorkerContext, { subCase, caseFile, industry, permit }: PermitContext, { certificate, documentNo, at }: { certificate: CertificateRow, documentNo: string, at: Date }
): Promise<string> {
  const notice = await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'permit-status-notice',
    purposeKey: `permit-status-notice:${documentNo}`,
    issuedAt: at,
    data: {
      recipient: organName(industry, 'gov-services', caseFile.region),
      change_type: permit.kind === '备案' ? 'cancel-filing' : 'revoke',
      certificate_name: certificate.certificate_name,
      cert_no: certificate.certificate_no,
      sequence: await nextNumber(tx, `status-notice:${certificate.department}:${certificate.region}:${certificate.id}`),
      effective: civilDateOf(at),
      by_document: documentNo
    }
  })
  return notice.documentNo
}
