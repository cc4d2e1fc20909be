import type { Knex } from 'knex'

/** Whether a login is taken, be it by a disabled account. */
export async function accountExists (tx: Knex, login: string): Promise<boolean> {
  return await tx('account').where({ login }).first('id') !== undefined
}
