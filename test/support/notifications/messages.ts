import type { Knex } from 'knex'
import type { NewAccount } from '../../../src/database/accounts.js'
import { switchChannels, type ChannelName } from '../../../src/database/notification-deliveries.js'
import { notify } from '../../../src/database/notifications.js'
import { givenAccount } from '../api/people.js'
import { insertVisitCase } from '../visit-case.js'

export interface Told { caseNo: string, accountId: number }

export interface Contact { phone?: string, email?: string }

/** A case whose applicant is reached at these addresses, with these channels switched on. Nothing has been told yet. */
export async function givenApplicant (database: Knex, channels: ChannelName[], contact: Contact, serial = 1): Promise<Told> {
  await switchChannels(database, channels)
  const { caseNo, applicant: accountId } = await insertVisitCase(database, serial)
  await database('account').where({ id: accountId }).update(contact)
  return { caseNo, accountId }
}

/** Somebody who works on the case and is reached at the account's addresses. */
export async function givenStaff (database: Knex, account: Partial<NewAccount> & { login: string }): Promise<number> {
  return await givenAccount(database, { kind: 'staff', ...account })
}

/** Tells the account of its case. @returns how many deliveries there are now */
export async function tell (database: Knex, { caseNo, accountId }: Told, dedupeKey = `test:${accountId}`): Promise<number> {
  await database.transaction(async (tx) => {
    await notify(tx, { accountId, caseNo, dedupeKey, title: '请补正申请材料', body: `${caseNo} 需要补正，请在办件中查看。` })
  })
  return (await database('notification_delivery')).length
}
