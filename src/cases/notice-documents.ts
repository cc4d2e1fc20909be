import type { Knex } from 'knex'
import type { CaseRow } from '../database/cases.js'
import { subCaseNosOf, type DeficiencyItemRow } from '../database/deficiencies.js'
import { documentNosFor } from '../database/documents.js'
import type { NoticeRow } from '../database/notices.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { issueDocument } from '../documents/issue-document.js'
import { subjectName } from '../domain/subject-names.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { permitOf, type PermitContext } from './permit-context.js'
import type { Telling } from './tell-items.js'

/** The window issues what concerns the whole case, in the region where it was taken in. */
export function windowDocument (caseFile: CaseRow): { caseNo: string, department: string, region: string } {
  return { caseNo: caseFile.case_no, department: 'gov-services', region: caseFile.region }
}

/** 补齐补正通知书: one a round, with the items of all departments (行政许可法第三十二条第一款第四项). */
export async function issueSupplementDocument (tx: Knex.Transaction, { caseFile, items, dueOn, at, purposeKey }: Telling): Promise<void> {
  await issueDocument(tx, {
    ...windowDocument(caseFile),
    kind: 'supplement',
    subCaseNos: subCaseNosOf(items),
    purposeKey,
    issuedAt: at,
    data: { missing: await itemRows(tx, caseFile, items), supplement_deadline: dueOn, split: 'go-on' }
  })
}

/** 终止办理告知书 for the permits whose items were not mended in time. */
export async function issueTermination (
  { tx, clock }: WorkerContext, caseFile: CaseRow, notice: NoticeRow, items: DeficiencyItemRow[]
): Promise<void> {
  const rows = await itemRows(tx, caseFile, items)
  const subCaseNos = subCaseNosOf(items)
  const told = await documentNosFor(tx, supplementKey(notice))
  await issueDocument(tx, {
    ...windowDocument(caseFile),
    kind: 'termination',
    subCaseNos,
    purposeKey: `termination:${notice.notice_no}`,
    issuedAt: clock.now(),
    data: {
      items: subCaseNos.map((subCaseNo) => {
        const own = rows.filter((row) => row.subCaseNo === subCaseNo)
        return { permit: own[0]!.permit, sub_case_no: subCaseNo, reason: own.map(({ subject }) => subject).join('、') }
      }),
      notice_no: told.length === 0 ? null : told.join('、')
    }
  })
}

/** 终止办理告知书 for a permit that could only follow another one, which was not granted. */
export async function issuePriorTermination ({ tx, clock }: WorkerContext, { caseFile, subCase, permit }: PermitContext, prior: string): Promise<void> {
  await issueDocument(tx, {
    ...windowDocument(caseFile),
    kind: 'termination',
    subCaseNos: [subCase.sub_case_no],
    purposeKey: `termination:${subCase.sub_case_no}`,
    issuedAt: clock.now(),
    data: { items: [{ permit: permit.name, sub_case_no: subCase.sub_case_no, reason: `${prior}未获准予` }], prior }
  })
}

/** 撤回申请确认书, the applicant's own paper. */
export async function issueWithdrawalDocument (
  tx: Knex.Transaction, caseFile: CaseRow, subCases: SubCaseRow[], withdrawal: { withdrawalId: number, reason: string, withdrawnAt: Date }
): Promise<void> {
  const industry = await releaseOf(tx, caseFile.release_id)
  await issueDocument(tx, {
    ...windowDocument(caseFile),
    kind: 'withdraw-application',
    subCaseNos: subCases.map(({ sub_case_no: subCaseNo }) => subCaseNo),
    purposeKey: `withdraw-application:${withdrawal.withdrawalId}`,
    issuedAt: withdrawal.withdrawnAt,
    data: {
      items: subCases.map(({ permit, sub_case_no: subCaseNo }) => ({ permit: permitOf(industry, permit).name, sub_case_no: subCaseNo })),
      reason: withdrawal.reason
    }
  })
}

export function supplementKey (notice: NoticeRow): string {
  return `supplement:${notice.notice_no}`
}

async function itemRows (tx: Knex, caseFile: CaseRow, items: DeficiencyItemRow[]) {
  const industry = await releaseOf(tx, caseFile.release_id)
  const permits = new Map((await subCasesOf(tx, caseFile.case_no)).map(({ sub_case_no: subCaseNo, permit }) => [subCaseNo, permit]))
  return items.map((item) => {
    const permit = permitOf(industry, permits.get(item.sub_case_no)!)
    return {
      subCaseNo: item.sub_case_no, permit: permit.name, subject: subjectName(industry, item.subject_kind, item.subject_id), problem: item.reason, requirement: item.how_to_mend
    }
  })
}
