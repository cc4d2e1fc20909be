import { loadCalendar } from '../database/calendar.js'
import { lookSoon } from '../database/case-watch.js'
import { certificateOfSubCase, revokeCertificate, type CertificateRow } from '../database/certificates.js'
import { endElectronicCertificate } from '../database/electronic-certificates.js'
import { notify } from '../database/notifications.js'
import { postCheckOfSubCase, updatePostCheck, type PostCheckRow } from '../database/post-checks.js'
import { effectiveState } from '../domain/certificate-states.js'
import { daysAfter } from '../domain/civil-days.js'
import { banEnd, type RevocationGround } from '../domain/revocation.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { banApplications } from './application-ban.js'
import { barCommitments } from './commitment-bar.js'
import { takeLawfulCompletion } from './lawful-completion.js'
import { lockSubCase } from './open-sub-case.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'
import { removeFromLicences } from './remove-from-licences.js'
import { foundInChecks, intentionReasons, issueRevocation, issueStatusNotice } from './revocation-documents.js'
import { recordStatement, tellIntention } from './statement.js'

export interface RevocationDecision {
  decision: 'revoked' | 'maintained'
  basis: string
  reasons: string
  /** 直接关系公共安全、人身健康、生命财产安全: as the decider finds, for what the law asks is no fact of the catalogue. */
  isPublicSafety: boolean
  decidedBy: { login: string, displayName: string }
  decidedAt: Date
}

/** A post-check that has come to the hearing of the party. */
type DoubtedCheck = PostCheckRow & { ground: RevocationGround }

/** 拟撤销的事先告知: what was found, why it is to be revoked, until when the party may say something (行政许可法第七条). */
export async function tellRevocationIntention (context: WorkerContext): Promise<void> {
  const { tx, clock } = context
  const { caseFile, subCase } = await lockSubCase(context)
  const permitContext = await loadPermitContext(tx, subCase.sub_case_no)
  const check = await doubtedCheck(tx, subCase.sub_case_no)
  const { round, respond_by: respondBy } = await tellIntention(context, permitContext, {
    intended: 'revoke', facts: foundInChecks(check), reasons: intentionReasons(permitContext, check.ground)
  })
  const dueOn = endOfLimit(await loadCalendar(tx), respondBy, permitContext.industry.defaults['revocation-decision']!)
  await updatePostCheck(tx, subCase.sub_case_no, { statement_round: round, decision_due_on: dueOn })
  await lookSoon(tx, caseFile.case_no, clock.now())
}

/** 撤销，或者不予撤销: by the approver of the permit's own department, who was not among those who looked, after the party was heard. */
export async function recordRevocation (context: WorkerContext, variables: Record<string, unknown>): Promise<'revoked' | 'maintained'> {
  const { tx, clock } = context
  const { caseFile, subCase } = await lockSubCase(context)
  const { actor, completedAt } = await takeLawfulCompletion(context, { elementId: 'decide-revocation', caseNo: caseFile.case_no, subCaseNo: subCase.sub_case_no }, variables)
  const decided: RevocationDecision = {
    decision: variables.decision as RevocationDecision['decision'],
    basis: String(variables.basis),
    reasons: String(variables.reasons),
    isPublicSafety: variables.publicSafety === true,
    decidedBy: actor,
    decidedAt: completedAt
  }
  const permitContext = await loadPermitContext(tx, subCase.sub_case_no)
  const documentNo = decided.decision === 'revoked' ? await revoke(context, permitContext, decided) : null
  await updatePostCheck(tx, subCase.sub_case_no, {
    state: decided.decision, decided_by: actor.login, decided_at: completedAt, decision_reasons: decided.reasons, document_no: documentNo
  })
  await recordStatement(tx, permitContext, decided)
  await tellHolder(context, permitContext, decided, documentNo)
  await lookSoon(tx, caseFile.case_no, clock.now())
  return decided.decision
}

async function doubtedCheck (tx: WorkerContext['tx'], subCaseNo: string): Promise<DoubtedCheck> {
  const check = await postCheckOfSubCase(tx, subCaseNo)
  if (check.ground === null) throw new Error(`the post-check of ${subCaseNo} found nothing to revoke for`)
  return { ...check, ground: check.ground }
}

/** @returns the number of the decision */
async function revoke (context: WorkerContext, permitContext: PermitContext, decided: RevocationDecision): Promise<string> {
  const { tx } = context
  const { subCase, permit } = permitContext
  const check = await doubtedCheck(tx, subCase.sub_case_no)
  const certificate = (await certificateOfSubCase(tx, subCase.sub_case_no))!
  const decidedOn = civilDateOf(decided.decidedAt)
  // 第七十九条 speaks of permits; a filing may be made again
  const bannedUntil = check.ground === 'fraud' && decided.isPublicSafety && permit.kind !== '备案' ? banEnd(decidedOn) : null
  const documentNo = await issueRevocation(context, permitContext, { check, certificate, decided, bannedUntil })
  await endCertificate(context, certificate, documentNo, decidedOn)
  const noticeNo = await issueStatusNotice(context, permitContext, { certificate, documentNo, at: decided.decidedAt })
  await removeFromLicences(context, certificate, { cause: `${permit.name}已被${permit.kind === '备案' ? '取消备案' : '撤销'}`, noticeNo })
  if (subCase.is_commitment) await barCommitments(tx, permitContext, { ground: check.ground, documentNo, decidedOn })
  if (bannedUntil !== null) await banApplications(tx, permitContext, { documentNo, from: decidedOn, until: bannedUntil })
  return documentNo
}

/** Neither shown as valid nor shared from that day on. */
async function endCertificate ({ tx }: WorkerContext, certificate: CertificateRow, documentNo: string, decidedOn: CivilDate): Promise<void> {
  await revokeCertificate(tx, certificate.id, documentNo)
  await endElectronicCertificate(tx, { materialId: certificate.permit, holderUsci: certificate.holder_usci, certificateNo: certificate.certificate_no }, daysAfter(decidedOn, -1))
}

async function tellHolder (
  { tx }: WorkerContext, { caseFile, subCase, permit }: PermitContext, { decision, decidedAt }: RevocationDecision, documentNo: string | null
): Promise<void> {
  const certificate = await certificateOfSubCase(tx, subCase.sub_case_no)
  const isValid = certificate !== undefined && effectiveState({ state: certificate.state, validUntil: certificate.valid_until }, civilDateOf(decidedAt)) === 'valid'
  const done = permit.kind === '备案' ? '取消备案' : '撤销许可'
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `revocation:${subCase.sub_case_no}`,
    title: decision === 'revoked' ? `已决定${done}` : `决定不${done}`,
    body: decision === 'revoked'
      ? `${permit.name}（${subCase.sub_case_no}）已决定${done}，事实、理由和救济途径见${documentNo}。`
      : `${permit.name}（${subCase.sub_case_no}）经听取您的意见，决定不${done}${isValid ? '，证件继续有效' : ''}。`
  })
}
