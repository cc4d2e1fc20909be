import type { Knex } from 'knex'
import { notify } from '../database/notifications.js'
import { hearingRightsOf } from '../database/hearing-rights.js'
import { findProcedure, procedureOf, type ProcedureRow } from '../database/special-procedures.js'
import { issueDocument } from '../documents/issue-document.js'
import { participantsIn, statementsIn } from '../domain/hearing-record.js'
import { conclusionNames } from '../domain/special-procedures.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { subCaseDocument } from './decision-documents.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'

/** Who asks for a hearing that is arranged already is told of it, too. */
export async function summonToArranged (context: Pick<WorkerContext, 'tx' | 'clock'>, procedureNo: string): Promise<void> {
  if ((await findProcedure(context.tx, procedureNo))?.state === 'arranged') await issueHearingNotices(context, procedureNo)
}

/**
 * 听证通知书: when, where and before whom, to the applicant and to everybody who asked for the hearing, seven working days before
 * (行政许可法第四十八条第一款第一项). Nothing is issued about a hearing that was arranged without saying it.
 */
export async function issueHearingNotices (context: Pick<WorkerContext, 'tx' | 'clock'>, procedureNo: string): Promise<void> {
  const procedure = await procedureOf(context.tx, procedureNo)
  if (procedure.place === null) return
  const permitContext = await loadPermitContext(context.tx, procedure.sub_case_no)
  await summon(context, permitContext, procedure, null)
  const rights = await hearingRightsOf(context.tx, procedure.sub_case_no)
  for (const { party, state } of rights) if (party !== null && state === 'requested') await summon(context, permitContext, procedure, party)
  await notify(context.tx, {
    accountId: permitContext.caseFile.account_id,
    caseNo: procedure.case_no,
    dedupeKey: `hearing-notice:${procedureNo}`,
    title: '听证通知',
    body: `${permitContext.permit.name}（${procedure.sub_case_no}）定于 ${procedure.begins_on!} ${procedure.starts_at!} 在${procedure.place}举行听证，请按时参加。`
  })
}

async function summon ({ tx, clock }: Pick<WorkerContext, 'tx' | 'clock'>, { subCase }: PermitContext, procedure: ProcedureRow, party: string | null): Promise<void> {
  await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'hearing-notice',
    purposeKey: party === null ? `hearing-notice:${procedure.procedure_no}` : `hearing-notice:${procedure.procedure_no}:${party}`,
    issuedAt: clock.now(),
    data: {
      stage: 'hearing',
      matter: procedure.arrangement!,
      held_at: `${procedure.begins_on!}T${procedure.starts_at!}:00+08:00`,
      place: procedure.place,
      chair: procedure.chair,
      public: true,
      notified: party
    }
  })
}

/** 听证笔录: who took part, what was said, how it ended; the decision goes by it (行政许可法第四十八条第二款). */
export async function issueHearingRecord (tx: Knex.Transaction, procedureNo: string, record: { recorder: unknown, participants: unknown }): Promise<void> {
  const procedure = await procedureOf(tx, procedureNo)
  if (procedure.place === null || typeof record.recorder !== 'string' || typeof record.participants !== 'string') return
  const { subCase } = await loadPermitContext(tx, procedure.sub_case_no)
  await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'hearing-record',
    purposeKey: `hearing-record:${procedureNo}`,
    issuedAt: procedure.concluded_at!,
    data: {
      held_at: `${procedure.begins_on!} ${procedure.starts_at!}起`,
      place: procedure.place,
      chair: procedure.chair!,
      recorder: record.recorder,
      participants: participantsIn(record.participants).map((participant) => ({ ...participant, confirmed: '签字或者盖章' })),
      statements: statementsIn(procedure.findings!),
      conclusion: conclusionNames.hearing[procedure.conclusion!]
    }
  })
}
