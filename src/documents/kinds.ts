import type { DataOf } from './fields.js'
import type { DocumentDefinition } from './define-document.js'
import { acceptance, deemedAcceptance } from './kinds/acceptance.js'
import { applicationForm } from './kinds/application-form.js'
import { compositeLicence, permitCertificate } from './kinds/certificates.js'
import { changeApproval, compositeChange, permitStatusNotice } from './kinds/changed.js'
import { commitmentCheck, commitmentLetter, correctionOrder } from './kinds/commitment.js'
import { erratum } from './kinds/correction.js'
import { filingReceipt, grant, preparationApproval, refuse } from './kinds/decisions.js'
import { serviceReceipt } from './kinds/delivery.js'
import { nonAcceptance, notRequired, termination, withdrawApplication } from './kinds/ended-without-decision.js'
import { returnList } from './kinds/hand-back.js'
import { hearingNotice, hearingRecord } from './kinds/hearing.js'
import { inspectionNotice, inspectionRecord, rectification, rectificationReport } from './kinds/inspection.js'
import { interestedPartyNotice, publicNotice } from './kinds/others-interests.js'
import { receipt } from './kinds/receipt.js'
import { specialProcedure } from './kinds/special-procedure.js'
import { priorNotice, statementRecord } from './kinds/statement.js'
import { supplement } from './kinds/supplement.js'
import { cancel, restoration, revoke, withdraw } from './kinds/taken-back.js'
import { toleranceLetter } from './kinds/tolerance.js'
import { explanationRequest, extend } from './kinds/under-review.js'

/** Every kind of document, by the identifier that the database and the API use. */
export const documentKinds = {
  receipt,
  acceptance,
  'deemed-acceptance': deemedAcceptance,
  'non-acceptance': nonAcceptance,
  'not-required': notRequired,
  'tolerance-letter': toleranceLetter,
  supplement,
  termination,
  'withdraw-application': withdrawApplication,
  'application-form': applicationForm,
  'commitment-letter': commitmentLetter,
  'inspection-notice': inspectionNotice,
  'inspection-record': inspectionRecord,
  rectification,
  'rectification-report': rectificationReport,
  'special-procedure': specialProcedure,
  extend,
  'explanation-request': explanationRequest,
  'hearing-notice': hearingNotice,
  'hearing-record': hearingRecord,
  'public-notice': publicNotice,
  'interested-party-notice': interestedPartyNotice,
  'prior-notice': priorNotice,
  'statement-record': statementRecord,
  'preparation-approval': preparationApproval,
  grant,
  refuse,
  'filing-receipt': filingReceipt,
  'permit-certificate': permitCertificate,
  'service-receipt': serviceReceipt,
  'commitment-check': commitmentCheck,
  'correction-order': correctionOrder,
  'change-approval': changeApproval,
  withdraw,
  revoke,
  cancel,
  restoration,
  erratum,
  'return-list': returnList,
  'permit-status-notice': permitStatusNotice,
  'composite-change': compositeChange,
  'composite-licence': compositeLicence
} as const

export type DocumentKind = keyof typeof documentKinds

/** What each kind needs; the common fields (Letter) are filled in by `issueDocument`. */
export type DocumentData = { [Kind in DocumentKind]: DataOf<typeof documentKinds[Kind]['fields']> }

/** The definition of a kind as stored in the database. Throws for a kind that this version doesn't know. */
export function definitionOf (kind: string): DocumentDefinition {
  if (!Object.hasOwn(documentKinds, kind)) throw new Error(`unknown kind of document '${kind}'`)
  return documentKinds[kind as DocumentKind] as unknown as DocumentDefinition
}

/** What a document is called: a certificate by its name, a decision by what it decides. */
export function documentTitle (kind: DocumentKind, data: object): string {
  const definition = definitionOf(kind)
  return definition.titleOf?.(data as never) ?? definition.title
}
