import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { bansInForce } from '../database/application-bans.js'
import { applicationMaterials, lockApplication, markSubmitted, type ApplicationRow, type Keeper } from '../database/applications.js'
import { addAuditEntry } from '../database/audit.js'
import { loadCalendar } from '../database/calendar.js'
import { insertCase, insertSubCases, submissionOf, type NewSubCase, type Submission } from '../database/case-submission.js'
import { violatedUnique } from '../database/database-faults.js'
import { nextCaseNumber } from '../database/number-counters.js'
import { canSignIn } from '../database/window-applicants.js'
import { addMessage } from '../database/outbox.js'
import { joinSubmissions } from '../database/publication-turn.js'
import { latestRelease, releaseOf } from '../database/releases.js'
import { isTwoStage } from '../domain/permit-stages.js'
import { receiptCode, subCaseNumber } from '../domain/identifiers.js'
import type { ChosenPermit } from '../domain/permit-choice.js'
import { caseRegion, departmentRegion, regionOf } from '../domain/places.js'
import { premisesKey } from '../domain/premises-key.js'
import { receiptInstant } from '../domain/receipt.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { agentFields, askedOf } from '../domain/prefilled-form.js'
import { ServiceError } from '../errors.js'
import { notOnTheSpot, tellBans } from './application-ban.js'
import { issueApplicationDocuments } from './application-documents.js'
import { checkApplication, type CheckedApplication } from './application-check.js'
import { mustNotBeBarred } from './commitment-bar.js'
import { mustNotDuplicate, type PermitsAtPremises } from './duplicate-permits.js'
import { mustTakeApplications } from './open-industry.js'
import { openCaseMaterials } from './opening-materials.js'
import { issueReceipt } from './receipt-document.js'

const electronically = '电子送达'

export interface SubmissionRequest {
  applicationId: string
  /** Who hands it in: the applicant, or the window that took it in. */
  by: Keeper
  /** Chosen by the sender, once per submission: the same key again gets the same answer. */
  idempotencyKey: string
  publicUrl: string
}

/**
 * Makes a case of an application, in one transaction: numbers, permits, materials, receipt, and the message that starts its flow. The engine
 * isn't asked. Of two submissions at once the second waits and gets the first one's answer.
 * @throws ServiceError `application-not-found`, `application-submitted`, `idempotency-key-reused`, `industry-suspended`, `commitment-barred`, `duplicate-permit`, and what checkApplication refuses
 */
export async function submitApplication (database: Knex, request: SubmissionRequest, clock: Clock): Promise<Submission> {
  let wanted: { industry: PublishedIndustry, place: PermitsAtPremises, accountId: number } | undefined
  try {
    return await database.transaction(async (tx) => {
      const application = await lockApplication(tx, request.applicationId, request.by)
      if (application === undefined) throw new ServiceError('application-not-found')
      if (application.state === 'submitted') return await submittedBefore(tx, application, request.idempotencyKey)
      const { releaseId, industry } = await publishedIndustry(tx, application.industry)
      await mustTakeApplications(tx, industry, { now: clock.now(), premisesDivision: { ...application.answers, ...application.form }.premises_division, permits: application.permits })
      const checked = checkApplication(industry, withShownAgent(industry, application), civilDateOf(clock.now()))
      await mustBeReachable(tx, application.account_id, checked)
      wanted = { industry, place: placeOf(checked), accountId: application.account_id }
      await mustNotBeBarred(tx, industry, { holderUsci: wanted.place.holderUsci, permits: committedPermits(checked), today: civilDateOf(clock.now()) })
      await mustNotDuplicate(tx, industry, wanted.place, application.account_id)
      return await openCase(tx, { request, application, releaseId, industry, checked, place: wanted.place }, clock)
    })
  } catch (error) {
    const constraint = violatedUnique(error)
    if (constraint === 'application_idempotency_unique') throw new ServiceError('idempotency-key-reused', undefined, { cause: error })
    if (constraint === 'sub_case_one_in_progress' && wanted !== undefined) {
      // Another application was faster; it is committed now and can be named
      await mustNotDuplicate(database, wanted.industry, wanted.place, wanted.accountId)
      throw new ServiceError('duplicate-permit', undefined, { cause: error })
    }
    throw error
  }
}

/** Whose card the window has seen is who the form names as the agent, whatever was typed. */
function withShownAgent (industry: PublishedIndustry, application: ApplicationRow): ApplicationRow {
  const { agent_name: name, agent_id_number: idNumber } = application
  if (name === null) return application
  return { ...application, form: { ...application.form, ...askedOf(industry, agentFields({ name, idNumber })) } }
}

/** Papers that are served electronically go into an account: who can't sign in picks them up (行政许可法第四十四条). */
async function mustBeReachable (tx: Knex, accountId: number, { form }: CheckedApplication): Promise<void> {
  if (form.delivery_method !== electronically || await canSignIn(tx, accountId)) return
  throw new ServiceError('invalid-form', { problems: [{ field: 'delivery_method', label: '决定和证件送达方式', problem: '没有网上账号的申请人不能电子送达，请选择窗口领取或者邮寄送达' }] })
}

async function submittedBefore (tx: Knex, application: ApplicationRow, idempotencyKey: string): Promise<Submission> {
  if (application.idempotency_key !== idempotencyKey) throw new ServiceError('application-submitted', { caseNo: application.case_no })
  return await submissionOf(tx, application.id)
}

async function publishedIndustry (tx: Knex, industryId: string): Promise<{ releaseId: number, industry: PublishedIndustry }> {
  await joinSubmissions(tx, industryId)
  const release = await latestRelease(tx, industryId)
  if (release === undefined) throw new ServiceError('unknown-industry')
  return { releaseId: release.id, industry: await releaseOf(tx, release.id) }
}

function committedPermits ({ permits }: CheckedApplication): string[] {
  return permits.flatMap(({ permit, isCommitment }) => isCommitment ? [permit.id] : [])
}

/** The form's fields of these names are required of every industry (fields.yaml). */
function placeOf ({ permits, form }: CheckedApplication): PermitsAtPremises {
  const premisesAddress = String(form.premises_address)
  return {
    permits: permits.map(({ permit }) => permit.id),
    holderUsci: String(form.usci),
    premisesKey: premisesKey(String(form.premises_division), premisesAddress),
    premisesAddress
  }
}

interface Opening {
  request: SubmissionRequest
  application: ApplicationRow
  releaseId: number
  industry: PublishedIndustry
  checked: CheckedApplication
  place: PermitsAtPremises
}

async function openCase (tx: Knex.Transaction, opening: Opening, clock: Clock): Promise<Submission> {
  const { request, application, industry, checked: { form, facts }, place } = opening
  const submittedAt = clock.now()
  const bans = await bansInForce(tx, place.permits, place.holderUsci, civilDateOf(submittedAt))
  const permits = opening.checked.permits.map((chosen) => bans.some(({ permit }) => permit === chosen.permit.id) ? notOnTheSpot(industry, chosen, facts) : chosen)
  const receivedAt = receiptInstant(await loadCalendar(tx), submittedAt)
  const division = String(form.premises_division)
  const caseNo = await nextCaseNumber(tx, regionOf(division, industry.regions).case_code, civilDateOf(receivedAt))
  await markSubmitted(tx, application.id, { caseNo, idempotencyKey: request.idempotencyKey, now: submittedAt })
  const region = caseRegion(division, industry.regions)
  await insertCase(tx, {
    case_no: caseNo,
    receipt_code: receiptCode(caseNo),
    application_id: application.id,
    account_id: application.account_id,
    industry: industry.id,
    release_id: opening.releaseId,
    channel: application.channel,
    region,
    holder_usci: place.holderUsci,
    holder_name: String(form.entity_name),
    premises_key: place.premisesKey,
    premises_address: place.premisesAddress,
    answers: application.answers,
    form,
    electronic_delivery: form.delivery_method === electronically,
    submitted_at: submittedAt
  })
  const subCases = permits.map((chosen, index) => subCaseRow(opening, caseNo, chosen, index + 1))
  await insertSubCases(tx, subCases)
  const materials = await openCaseMaterials(tx, {
    caseNo,
    industry,
    permits,
    subCaseNos: subCases.map(({ sub_case_no: subCaseNo }) => subCaseNo),
    tolerated: application.tolerated,
    facts,
    uploads: await applicationMaterials(tx, application.id),
    accountId: application.account_id,
    submittedAt
  })
  const documentNo = await issueReceipt(tx, {
    caseNo, region, submittedAt, receivedAt, materials, channel: application.channel, publicUrl: request.publicUrl
  })
  await issueApplicationDocuments(tx, subCases.map(({ sub_case_no: subCaseNo, region: permitRegion }, index) => {
    const { permit, isCommitment } = permits[index]!
    return { caseNo, subCaseNo, industry, permit, isCommitment, region: permitRegion, facts, submittedAt }
  }))
  await tellBans(tx, industry, { case_no: caseNo, account_id: application.account_id }, bans)
  await addMessage(tx, {
    name: `${industry.id}-application-submitted`, correlationKey: caseNo, variables: { caseNo }, dedupeKey: `start:${caseNo}`, caseNo
  })
  await addAuditEntry(tx, { at: submittedAt, accountId: request.by.id, action: 'submit-application', subject: caseNo, detail: { permits: place.permits } })
  return { caseNo, receiptCode: receiptCode(caseNo), documentNo }
}

function subCaseRow ({ industry, checked, place }: Opening, caseNo: string, chosen: ChosenPermit, ordinal: number): NewSubCase {
  const { permit, isCommitment, isInstant, needsVisit } = chosen
  const stage = isTwoStage(permit) ? 'preparation' as const : null
  return {
    sub_case_no: subCaseNumber(caseNo, ordinal),
    case_no: caseNo,
    permit: permit.id,
    ordinal,
    department: permit.department.id,
    region: departmentRegion(permit, String(checked.form.premises_division), industry.regions),
    is_commitment: isCommitment,
    is_instant: isInstant,
    // The place is built in between: only the final review looks at it
    needs_visit: needsVisit && stage === null,
    stage,
    holder_usci: place.holderUsci,
    premises_key: place.premisesKey
  }
}
