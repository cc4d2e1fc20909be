import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { notify } from '../database/notifications.js'
import { subCasesOf, updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import { priorPermitsOf } from '../domain/permit-order.js'
import { receiptInstant } from '../domain/receipt.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { refreshCompleteness } from './case-materials.js'
import { issuePriorTermination } from './notice-documents.js'
import { loadPermitContext, permitOf, type PermitContext } from './permit-context.js'
import { advanceRendezvous } from './rendezvous.js'

/** The permits of the same case that this one depends on, as they stand. */
async function priorsOf (tx: Knex, { subCase, permit }: PermitContext): Promise<SubCaseRow[]> {
  const siblings = await subCasesOf(tx, subCase.case_no)
  const ids = priorPermitsOf(permit, siblings.map((one) => one.permit))
  return siblings.filter((one) => ids.includes(one.permit))
}

/** Name of the first permit that this one depends on and that was not granted; undefined when nothing stands against a grant. */
export async function ungrantedPrior (tx: Knex, context: PermitContext): Promise<string | undefined> {
  const prior = (await priorsOf(tx, context)).find(({ outcome }) => outcome !== 'granted' && outcome !== 'filed')
  return prior === undefined ? undefined : permitOf(context.industry, prior.permit).name
}

/**
 * A permit that could only be applied for after another one (待申请): received now that the other is granted; ended with its document when that
 * was not, as its own law leaves nothing to decide. No bar: it may be applied for again.
 */
export async function beginPendingPermit (context: WorkerContext, pending: SubCaseRow): Promise<SubCaseRow> {
  const { tx, clock } = context
  const permitContext = await loadPermitContext(tx, pending.sub_case_no)
  const prior = await ungrantedPrior(tx, permitContext)
  if (prior === undefined) {
    const receivedAt = receiptInstant(await loadCalendar(tx), clock.now())
    await updateSubCase(tx, pending.sub_case_no, { state: 'received', received_at: receivedAt })
    await refreshCompleteness(tx, pending.case_no)
  } else {
    await updateSubCase(tx, pending.sub_case_no, { state: 'terminated', outcome: 'terminated', ended_at: clock.now() })
    await issuePriorTermination(context, permitContext, prior)
    await notify(tx, {
      accountId: permitContext.caseFile.account_id,
      caseNo: pending.case_no,
      dedupeKey: `terminated:${pending.sub_case_no}`,
      title: '事项已终止办理',
      body: `${pending.sub_case_no} 须以${prior}的准予决定为前提，该事项未获准予，已终止办理；取得后可随时重新申请。`
    })
    await advanceRendezvous(tx, pending.case_no, clock)
  }
  return (await loadPermitContext(tx, pending.sub_case_no)).subCase
}
