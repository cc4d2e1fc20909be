import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { bansInForce, insertApplicationBan, type ApplicationBanRow } from '../database/application-bans.js'
import type { CaseRow } from '../database/cases.js'
import { notify } from '../database/notifications.js'
import type { Facts } from '../domain/conditions.js'
import { handlingOf } from '../domain/handling.js'
import type { ChosenPermit } from '../domain/permit-choice.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { permitOf, type PermitContext } from './permit-context.js'

/** 三年内不得再次申请 (行政许可法第七十九条): the holder, for this permit. */
export async function banApplications (
  tx: Knex, { subCase, caseFile, permit }: PermitContext, { documentNo, from, until }: { documentNo: string, from: CivilDate, until: CivilDate }
): Promise<void> {
  await insertApplicationBan(tx, {
    sub_case_no: subCase.sub_case_no, permit: permit.id, holder_usci: caseFile.holder_usci, document_no: documentNo, begins_on: from, ends_on: until
  })
}

/** The ban under which a permit was applied for; its department decides what follows: receipt is never refused (行政许可法第三十二条). */
export async function banOn (tx: Knex, { caseFile, permit }: Pick<PermitContext, 'caseFile' | 'permit'>): Promise<ApplicationBanRow | undefined> {
  return (await bansInForce(tx, [permit.id], caseFile.holder_usci, civilDateOf(caseFile.submitted_at)))[0]
}

/** What is applied for under a ban is looked at by its department, with all its materials and its visit, before anything is decided: no commitment replaces them. */
export function notOnTheSpot ({ decisions }: PublishedIndustry, chosen: ChosenPermit, facts: Facts): ChosenPermit {
  const { needsVisit } = handlingOf(decisions, chosen.permit, { isCommitment: false, isOrdinary: true }, facts)
  return { ...chosen, isCommitment: false, isInstant: false, needsVisit }
}

/** Whoever applies under a ban is told so at once; nothing of whose case it came from. */
export async function tellBans (tx: Knex, industry: PublishedIndustry, caseFile: Pick<CaseRow, 'case_no' | 'account_id'>, bans: ApplicationBanRow[]): Promise<void> {
  for (const { permit, ends_on: until } of bans) {
    await notify(tx, {
      accountId: caseFile.account_id,
      caseNo: caseFile.case_no,
      dedupeKey: `application-ban:${caseFile.case_no}:${permit}`,
      title: '申请在不得再次申请的期限内',
      body: `${permitOf(industry, permit).name}：至 ${until} 不得再次申请（行政许可法第七十九条）。申请已收到，按一般程序办理，由审批部门依法决定是否受理；也可以撤回。`
    })
  }
}
