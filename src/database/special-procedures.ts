import type { Knex } from 'knex'
import type { ProcedureKind } from '../domain/special-procedures.js'
import type { CivilDate } from '../domain/time.js'

export interface ProcedureRow {
  procedure_no: string
  case_no: string
  sub_case_no: string
  kind: ProcedureKind
  state: 'pending' | 'arranged' | 'concluded' | 'not-needed' | 'dropped'
  /** Why it is held, of one that is held only on demand. */
  demand: string | null
  /** Login of the reviewer who called for it; null when a party or the law did. */
  demanded_by: string | null
  begins_on: CivilDate | null
  ends_on: CivilDate | null
  arrangement: string | null
  /** Who tests: of a 检验检测 alone. */
  institute: string | null
  /** Of a hearing alone, with `starts_at` (HH:mm) and `chair`; null for one that was arranged before there were its papers. */
  place: string | null
  starts_at: string | null
  chair: string | null
  arranged_by: string | null
  arranged_at: Date | null
  conclusion: 'favourable' | 'unfavourable' | null
  findings: string | null
  report_no: string | null
  concluded_by: string | null
  concluded_at: Date | null
}

/** Opens a procedure of a permit, once; its number is the sub-case's with its kind. */
export async function openProcedure (tx: Knex, procedure: { caseNo: string, subCaseNo: string, kind: ProcedureKind, demand: string | null, demandedBy: string | null }): Promise<string> {
  const procedureNo = `${procedure.subCaseNo}-${procedure.kind}`
  await tx('special_procedure').insert({
    procedure_no: procedureNo, case_no: procedure.caseNo, sub_case_no: procedure.subCaseNo, kind: procedure.kind, demand: procedure.demand, demanded_by: procedure.demandedBy
  }).onConflict('procedure_no').ignore()
  return procedureNo
}

/** One that was found not to be needed is to be held all the same. @returns whether there was such a one */
export async function reopenProcedure (tx: Knex, procedureNo: string, demand: string): Promise<boolean> {
  return await tx('special_procedure').where({ procedure_no: procedureNo, state: 'not-needed' })
    .update({ state: 'pending', demand, arrangement: null, arranged_by: null, arranged_at: null, process_instance_key: null, epoch: null }) === 1
}

export async function findProcedure (tx: Knex, procedureNo: string): Promise<ProcedureRow | undefined> {
  return await tx('special_procedure').where({ procedure_no: procedureNo }).first<ProcedureRow | undefined>()
}

export async function procedureOf (tx: Knex, procedureNo: string): Promise<ProcedureRow> {
  const row = await findProcedure(tx, procedureNo)
  if (row === undefined) throw new Error(`no special procedure ${procedureNo}`)
  return row
}

/** A permit's procedure of this kind. @throws Error when it has none: a process of another permit */
export async function procedureOfKind (tx: Knex, subCaseNo: string, kind: ProcedureKind): Promise<ProcedureRow> {
  return await procedureOf(tx, `${subCaseNo}-${kind}`)
}

export async function proceduresOfSubCase (tx: Knex, subCaseNo: string): Promise<ProcedureRow[]> {
  return await tx('special_procedure').where({ sub_case_no: subCaseNo }).orderBy('procedure_no').select<ProcedureRow[]>()
}

export async function updateProcedure (tx: Knex, procedureNo: string, changes: Partial<Omit<ProcedureRow, 'procedure_no' | 'case_no' | 'sub_case_no' | 'kind'>>): Promise<void> {
  await tx('special_procedure').where({ procedure_no: procedureNo }).update(changes)
}

/** Takes the procedure for one process instance; false when another one has it (its message came twice). */
export async function claimProcedure (tx: Knex.Transaction, procedureNo: string, epoch: number, processInstanceKey: string): Promise<boolean> {
  const taken = await tx('special_procedure').where({ procedure_no: procedureNo })
    .andWhere((procedure) => procedure.whereNull('process_instance_key').orWhere({ epoch, process_instance_key: processInstanceKey }))
    .update({ epoch, process_instance_key: processInstanceKey })
  return taken === 1
}

/** Calls off what is still open of a permit that has ended. @returns the numbers of what was called off */
export async function dropProcedures (tx: Knex, subCaseNo: string): Promise<string[]> {
  const dropped = await tx('special_procedure').where({ sub_case_no: subCaseNo }).whereIn('state', ['pending', 'arranged'])
    .update({ state: 'dropped' }).returning<{ procedure_no: string }[]>('procedure_no')
  return dropped.map(({ procedure_no: procedureNo }) => procedureNo)
}

/** Sub-cases of the case that have a procedure without result yet. */
export async function subCasesInProcedure (tx: Knex, caseNo: string): Promise<Set<string>> {
  return new Set(await tx('special_procedure').where({ case_no: caseNo }).whereIn('state', ['pending', 'arranged']).pluck<string[]>('sub_case_no'))
}
