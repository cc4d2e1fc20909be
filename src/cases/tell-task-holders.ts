import type { Knex } from 'knex'
import { openTasksOfCase } from '../database/case-overview.js'
import type { CaseRow } from '../database/cases.js'
import { notify } from '../database/notifications.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { accountsOf } from './watch/audience.js'

/** Tells whoever has or may take a permit's open tasks that something has come in about it; each of them once for a key. */
export async function tellTaskHolders (
  tx: Knex, { caseFile, subCase }: { caseFile: CaseRow, subCase: SubCaseRow }, { key, title, body }: { key: string, title: string, body: string }
): Promise<void> {
  const tasks = await openTasksOfCase(tx, caseFile.case_no)
  for (const accountId of await accountsOf(tx, ['task-holders'], { caseFile, subCase, tasks })) {
    await notify(tx, { accountId, caseNo: caseFile.case_no, dedupeKey: `${key}:${accountId}`, title, body })
  }
}
