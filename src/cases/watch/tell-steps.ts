import type { Knex } from 'knex'
import { openTasksOfCase, type OpenTaskOfCase } from '../../database/case-overview.js'
import { setNextLook, stepKey, takeWatchStep, watchStepsTaken } from '../../database/case-watch.js'
import type { CaseRow } from '../../database/cases.js'
import { notify } from '../../database/notifications.js'
import { stepsOfCase } from '../../domain/watch/steps-of-case.js'
import { newestOfEach, watchSteps, type DueStep, type WatchTimes } from '../../domain/watch/watch-steps.js'
import { permitOf } from '../permit-context.js'
import { accountsOf } from './audience.js'
import { nextLook } from './next-look.js'
import { lookAt, watchedCase, type Look } from './watched-case.js'

/**
 * Tells whom it concerns what has become due in a case, each step once for the day that it is about, and sets when the case is looked at next.
 * Called under the case's lock. A look that comes late tells only the newest of what has piled up about one thing.
 */
export async function tellDueSteps (tx: Knex.Transaction, caseFile: CaseRow, times: WatchTimes, now: Date): Promise<void> {
  const look = await lookAt(tx, caseFile, now)
  const taken = await watchStepsTaken(tx, caseFile.case_no)
  const open = stepsOfCase(await watchedCase(tx, look), times, look.calendar).filter((step) => !taken.has(stepKey(step)))
  const due = open.filter(({ at }) => at <= now)
  const told = newestOfEach(due)
  const tasks = due.length === 0 ? [] : await openTasksOfCase(tx, caseFile.case_no)
  for (const step of due) {
    if (await takeWatchStep(tx, caseFile.case_no, step, now) && told.includes(step)) await tell(tx, step, look, tasks)
  }
  await setNextLook(tx, caseFile.case_no, await nextLook(tx, look, open.map(({ at }) => at)))
}

async function tell (tx: Knex, { step, subject, dueOn }: DueStep, { caseFile, industry, subCases }: Look, tasks: OpenTaskOfCase[]): Promise<void> {
  const { title, to, text } = watchSteps[step]
  // A procedure's number begins with that of its permit
  const subCase = subCases.find(({ sub_case_no: subCaseNo }) => subject === subCaseNo || subject.startsWith(`${subCaseNo}-`))
  const name = subCase === undefined ? `办件 ${caseFile.case_no}` : `${permitOf(industry, subCase.permit).name}（${subCase.sub_case_no}）`
  for (const accountId of await accountsOf(tx, to, { caseFile, subCase, tasks })) {
    await notify(tx, {
      accountId, caseNo: caseFile.case_no, dedupeKey: `watch:${stepKey({ subject, step, dueOn })}:${accountId}`, title, body: text(name, dueOn)
    })
  }
}
