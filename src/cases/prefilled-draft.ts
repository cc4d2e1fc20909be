import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { accountParticulars, businessesOf } from '../database/account-businesses.js'
import type { Account } from '../database/accounts.js'
import { prefilledFields, prefilledForm } from '../domain/prefilled-form.js'
import { ServiceError } from '../errors.js'

/**
 * The form that an applicant's draft begins with; nobody else's particulars are put into one.
 * @param usci the business that it is for, of those that the account acts for; undefined: another one
 * @throws ServiceError `unknown-business`
 */
export async function openingForm (tx: Knex, { id }: Pick<Account, 'id'>, industry: PublishedIndustry, usci: string | undefined): Promise<Record<string, string>> {
  const business = usci === undefined ? undefined : (await businessesOf(tx, id)).find((one) => one.usci === usci)
  if (usci !== undefined && business === undefined) throw new ServiceError('unknown-business')
  return prefilledForm(industry, await accountParticulars(tx, id), business)
}

/** Which fields of the account's draft say what the account says. */
export async function fieldsFromAccount (tx: Knex, accountId: number, form: Record<string, unknown>): Promise<string[]> {
  return prefilledFields(form, await accountParticulars(tx, accountId), await businessesOf(tx, accountId))
}
