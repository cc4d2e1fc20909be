import type { Knex } from 'knex'

export async function insertWithdrawal (
  tx: Knex, withdrawal: { caseNo: string, subCaseNos: string[], reason: string, accountId: number }
): Promise<number> {
  const [{ id }] = await tx('withdrawal').insert({
    case_no: withdrawal.caseNo,
    sub_case_nos: JSON.stringify(withdrawal.subCaseNos),
    reason: withdrawal.reason,
    account_id: withdrawal.accountId
  }).returning('id') as [{ id: number }]
  return id
}
