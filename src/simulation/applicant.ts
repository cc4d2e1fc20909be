import type { Knex } from 'knex'
import { submitSupplement, supplementMaterial } from '../cases/hand-in-supplement.js'
import { applyForFinalReview, preparationMaterial } from '../cases/preparation.js'
import { reportRectification } from '../cases/report-rectification.js'
import { makeStatement } from '../cases/statement.js'
import { answerItem } from '../cases/supplement-items.js'
import { withdrawPermits } from '../cases/withdraw-permits.js'
import { lockCase } from '../database/cases.js'
import { deficiencyItemsOf } from '../database/deficiencies.js'
import { applicantWaitsOf, type ApplicantWait } from '../database/simulated-cases.js'
import type { Permit } from '../catalogue/types.js'
import { finalReviewMaterials } from '../domain/permit-stages.js'
import type { Counter } from './submit.js'

/** Hands in everything that the open notice asks for; the case is locked first, as by everybody who changes it. */
export async function answerNotice ({ database, clock, applicant, fileHash }: Counter, caseNo: string, noticeNo: string): Promise<void> {
  await database.transaction(async (tx) => {
    await lockCase(tx, caseNo)
    for (const { subject_kind: kind, subject_id: id } of await deficiencyItemsOf(tx, { noticeNo }, ['told'])) {
      if (kind === 'field') await answerItem(tx, caseNo, { kind, id }, clock)
      else await supplementMaterial(tx, { caseNo, materialId: id, hash: fileHash, fileName: `${id}.pdf`, origin: 'uploaded', accountId: applicant }, clock)
    }
    await submitSupplement(tx, caseNo, clock)
  })
}

export async function reportRectified ({ database, clock, applicant }: Counter, caseNo: string): Promise<void> {
  await database.transaction(async (tx: Knex.Transaction) => { await reportRectification(tx, { caseNo, statement: '已按要求整改', accountId: applicant }, clock) })
}

/** Has something to say against an intended refusal or revocation; nothing when it was decided meanwhile in the party's favour. */
export async function answerIntention ({ database, clock, applicant }: Counter, { caseNo, subject }: ApplicantWait, permit: string): Promise<void> {
  await database.transaction(async (tx) => {
    await lockCase(tx, caseNo)
    const isAwaited = (await applicantWaitsOf(tx, [caseNo])).some((wait) => wait.kind === 'statement' && wait.subject === subject)
    if (isAwaited) await makeStatement(tx, { caseNo, permit, content: '已经具备条件，请予考虑', accountId: applicant }, clock)
  })
}

export async function withdraw ({ database, clock, applicant }: Counter, caseNo: string, permits: string[]): Promise<void> {
  await database.transaction(async (tx) => { await withdrawPermits(tx, { caseNo, permits, reason: '经营计划改变', accountId: applicant }, clock) })
}

/** Everything is prepared: hands in what only the final review asks for, and applies for it. */
export async function applyForFinal ({ database, clock, applicant, fileHash }: Counter, caseNo: string, permit: Permit): Promise<void> {
  await database.transaction(async (tx) => {
    for (const materialId of finalReviewMaterials(permit)) {
      await preparationMaterial(tx, { caseNo, permit: permit.id, materialId, hash: fileHash, fileName: `${materialId}.pdf`, accountId: applicant }, clock)
    }
    await applyForFinalReview(tx, caseNo, permit.id, clock)
  })
}
