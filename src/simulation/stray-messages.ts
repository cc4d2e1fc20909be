import { randomUUID } from 'node:crypto'
import type { ApplicantWait, SimulatedTask } from '../database/simulated-cases.js'
import { subCaseNumber } from '../domain/identifiers.js'
import type { CaseRun } from './case-run.js'
import type { Stage } from './stage.js'

/** Messages that come twice or too early, as they may in a distributed system: a message only wakes, the database decides. */
async function send ({ engine }: Stage, name: string, correlationKey: string, variables: Record<string, unknown> = {}): Promise<void> {
  await engine.publishMessage({ name, correlationKey, messageId: randomUUID(), ttlMs: 60_000, variables })
}

/** The case's start message once more, as after its time to live. */
export async function startAgain (stage: Stage, { caseNo, scenario }: CaseRun): Promise<void> {
  await send(stage, `${scenario.industry.id}-application-submitted`, `${caseNo}-again`, { caseNo })
}

/** The same of a post-check. */
export async function startPostCheckAgain (stage: Stage, { caseNo, subCaseNo }: SimulatedTask): Promise<void> {
  await send(stage, 'post-check-scheduled', `${subCaseNo}-again`, { caseNo, subCaseNo })
}

const wakingMessages = { supplement: 'supplement-submitted', rectification: 'rectification-reported', preparation: 'final-review-applied' } as const

/** Wakes what waits for the applicant although the applicant has done nothing. */
export async function wakeEarly (stage: Stage, { kind, subject, subCaseNos }: ApplicantWait): Promise<void> {
  // Nothing waits for a statement: the decision asks for it
  if (kind === 'statement') return
  await send(stage, wakingMessages[kind], subject)
  if (kind === 'supplement') for (const subCaseNo of subCaseNos) await send(stage, 'permit-supplemented', subCaseNo)
}

/** Wakes the permits that wait for a visit although it has not concluded. */
export async function wakeVisited (stage: Stage, { caseNo, scenario }: CaseRun): Promise<void> {
  for (const [index, { needsVisit }] of scenario.application.permits.entries()) {
    if (needsVisit) await send(stage, 'visit-concluded', subCaseNumber(caseNo, index + 1))
  }
}
