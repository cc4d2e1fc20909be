import type { Knex } from 'knex'

export async function isCeilingExtended (tx: Knex, caseNo: string): Promise<boolean> {
  return await tx('ceiling_extension').where({ case_no: caseNo }).first('case_no') !== undefined
}

/** @returns false when it was extended before */
export async function insertCeilingExtension (tx: Knex, extension: { case_no: string, approved_by: string, reason: string, recorded_by: number, recorded_at: Date }): Promise<boolean> {
  const inserted = await tx('ceiling_extension').insert(extension).onConflict('case_no').ignore().returning('case_no') as unknown[]
  return inserted.length === 1
}
