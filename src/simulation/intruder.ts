import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ApplicantWait, SimulatedTask } from '../database/simulated-cases.js'
import type { CaseRun } from './case-run.js'
import type { Meddler } from './meddling.js'
import { withdrawalOf, type PlannedWithdrawal } from './scenarios.js'
import type { Stage } from './stage.js'
import { withdraw } from './applicant.js'
import { twists } from './twists.js'

/** Withdraws permits at the moments that scenarios name, also where no applicant could aim: between two jobs, before a message goes out. */
export interface Intruder extends Meddler {
  know (run: CaseRun): void
  /** @returns whether the task is still to be done */
  beforeTask (run: CaseRun, task: SimulatedTask): Promise<boolean>
  /** @returns whether the applicant withdrew instead of answering */
  insteadOfAnswer (run: CaseRun, wait: ApplicantWait): Promise<boolean>
  /** Lets messages that were kept back go. @returns whether there were any */
  letGo (hasten: (caseNo: string) => Promise<void>): Promise<boolean>
}

/** Job types before which somebody may withdraw. */
export const watchedJobs: ReadonlySet<string> = new Set(twists.flatMap(({ withdrawal }) => withdrawal !== undefined && 'job' in withdrawal.at ? [withdrawal.at.job] : []))

const keptBack = new Set(['permit-withdrawn', 'visit-dropped', 'special-procedure-dropped'])
const caseNoLength = 18

/** @param stage asked for when the first case is there: the intruder is a part of it */
export function createIntruder (stage: () => Stage): Intruder {
  const runs = new Map<string, CaseRun>()
  const late = new Set<string>()

  async function withdrawNow (run: CaseRun, planned: PlannedWithdrawal): Promise<void> {
    run.hasWithdrawn = true
    if (planned.isLate) late.add(run.caseNo)
    await withdraw(stage(), run.caseNo, planned.permits)
  }

  /** The withdrawal that is due now, if `isNow` says so of its moment. */
  function due (run: CaseRun | undefined, permit: string | null, isNow: (at: PlannedWithdrawal['at']) => boolean): PlannedWithdrawal | undefined {
    const planned = run === undefined || run.hasWithdrawn ? undefined : withdrawalOf(run.scenario)
    if (planned === undefined || !isNow(planned.at)) return undefined
    return permit === null || planned.permits.includes(permit) ? planned : undefined
  }

  return {
    know (run) { runs.set(run.caseNo, run) },
    async beforeTask (run, task) {
      const planned = due(run, task.permit, (at) => 'task' in at && at.task === task.elementId)
      if (planned === undefined) return true
      await withdrawNow(run, planned)
      return planned.isLate
    },
    async insteadOfAnswer (run, { kind, subject }) {
      const planned = due(run, null, (at) => 'waitsFor' in at && at.waitsFor === kind)
      if (planned === undefined) return false
      await withdrawNow(run, planned)
      if (kind === 'rectification') {
        await stage().engine.publishMessage({ name: 'rectification-reported', correlationKey: subject, messageId: randomUUID(), ttlMs: 60_000, variables: {} })
      }
      return true
    },
    async beforeJob (jobType, { caseNo, subCaseNo }) {
      const run = runs.get(caseNo)
      const planned = due(run, permitOf(run, subCaseNo ?? ''), (at) => 'job' in at && at.job === jobType)
      if (planned !== undefined) await withdrawNow(run!, planned)
    },
    async beforeMessage (name, correlationKey) {
      const caseNo = correlationKey.slice(0, caseNoLength)
      const isStart = name.endsWith('-application-submitted')
      const run = isStart ? await known(runs, caseNo) : runs.get(caseNo)
      const planned = due(run, permitOf(run, correlationKey), (at) => 'message' in at && (at.message === name || (isStart && at.message === 'application-submitted')))
      if (planned !== undefined) await withdrawNow(run!, planned)
      return keptBack.has(name) && late.has(caseNo) ? 'later' : 'now'
    },
    resultOf (jobType, input, result) {
      if (jobType !== 'claim-case' || runs.get((input as { caseNo: string }).caseNo)?.scenario.course.start !== 'without-permits') return result
      return { ...result, permits: [] }
    },
    async letGo (hasten) {
      const cases = [...late]
      late.clear()
      for (const caseNo of cases) await hasten(caseNo)
      return cases.length > 0
    }
  }
}

/** Of a sub-case's number its permit; null for what concerns the whole case. */
function permitOf (run: CaseRun | undefined, subCaseNo: string): string | null {
  const ordinal = /^\d{18}-(\d{2})$/.exec(subCaseNo)?.[1]
  return ordinal === undefined ? null : run?.scenario.application.permits[Number(ordinal) - 1]?.permit.id ?? null
}

/** Its number comes back from the submission a moment after the message is there. */
async function known (runs: ReadonlyMap<string, CaseRun>, caseNo: string): Promise<CaseRun | undefined> {
  for (let look = 0; look < 200 && !runs.has(caseNo); look++) await delay(10)
  return runs.get(caseNo)
}
