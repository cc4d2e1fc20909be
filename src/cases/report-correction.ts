import type { Knex } from 'knex'
import { lockCase } from '../database/cases.js'
import { findPostCheck, updatePostCheck, type PostCheckRow } from '../database/post-checks.js'
import { releaseOf } from '../database/releases.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { permitOf, subCaseOfPermit } from './permit-context.js'
import { showInTasks } from './show-in-tasks.js'
import type { LabelledValue } from './task-view/task-view.js'
import { tellTaskHolders } from './tell-task-holders.js'

/**
 * The holder says that what a post-check found is corrected: once, until the second look, after the last day too, for it is looked at then. The inspector is told and
 * may look before the period is over.
 * @throws ServiceError `unknown-permit`; `no-correction` when nothing is ordered, it was reported already or looked at
 */
export async function reportCorrection (tx: Knex.Transaction, { caseNo, permit, statement }: { caseNo: string, permit: string, statement: string }, clock: Clock): Promise<void> {
  const caseFile = await lockCase(tx, caseNo)
  const subCase = await subCaseOfPermit(tx, caseNo, permit)
  const check = await findPostCheck(tx, subCase.sub_case_no)
  if (check?.state !== 'correction-ordered' || check.correction_reported_at !== null) throw new ServiceError('no-correction', { permit })
  const reported = { correction_report: statement, correction_reported_at: clock.now() }
  await updatePostCheck(tx, subCase.sub_case_no, reported)
  await showInTasks(tx, subCase, [correctionReportLine(reported)])
  await tellTaskHolders(tx, { caseFile, subCase }, {
    key: `correction-reported:${subCase.sub_case_no}`,
    title: '当事人报告已经改正',
    body: `${permitOf(await releaseOf(tx, caseFile.release_id), permit).name}（${subCase.sub_case_no}）${civilDateOf(clock.now())} 报告已经改正，改正期未满也可以复查。`
  })
}

/** What the second look's task shows of it. */
export function correctionReportLine ({ correction_report: report, correction_reported_at: at }: Pick<PostCheckRow, 'correction_report' | 'correction_reported_at'>): LabelledValue {
  return { label: '改正报告', value: at === null ? '未报告' : `${civilDateOf(at)}：${report}` }
}
