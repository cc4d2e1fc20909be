import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import type { Account } from '../database/accounts.js'
import { insertApplication, type ApplicationRow } from '../database/applications.js'
import { addAuditEntry } from '../database/audit.js'
import { applicantOf, holdApplicant, type WindowApplicant } from '../database/window-applicants.js'
import { windowRegionsOf } from '../domain/groups.js'
import { agentFields, askedOf } from '../domain/prefilled-form.js'
import { tidyName } from '../domain/names.js'
import { identityProblems, ownAgent } from '../domain/registration.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { mustTakeApplications, publishedIndustryOf } from './open-industry.js'

export interface InPerson {
  industry: string
  /** The window's. */
  region: string
  /** Reference of the applicant's file. */
  applicant: string
  /** Credit code of the business that it is for, one of the file's; null: none of them. */
  usci: string | null
  /** Who came for the applicant, letter of authorisation and identity card seen; null: the applicant themself. */
  agent: { name: string, idNumber: string } | null
}

/**
 * 窗口申报 (方案 五（一）2): begins an application for somebody who is at the window, with what is known already on the form.
 * @throws ServiceError `forbidden` at another region's window; `applicant-not-found`; `invalid-identity`, `unknown-business`; `unknown-industry`, `industry-suspended`
 */
export async function takeInApplication (database: Knex, inPerson: InPerson, clerk: Account, clock: Clock): Promise<ApplicationRow> {
  const { industry, region } = inPerson
  const agent = inPerson.agent === null ? null : { ...inPerson.agent, name: tidyName(inPerson.agent.name) }
  const now = clock.now()
  if (!windowRegionsOf(clerk.groups).includes(region)) throw new ServiceError('forbidden')
  const problems = agent === null ? [] : identityProblems(agent, civilDateOf(now)).map((problem) => ({ ...problem, field: `agent.${problem.field}` }))
  if (problems.length > 0) throw new ServiceError('invalid-identity', { problems })
  const published = await publishedIndustryOf(database, industry)
  await mustTakeApplications(database, published, { now })
  return await database.transaction(async (tx) => {
    const applicant = await applicantOf(tx, inPerson.applicant)
    if (applicant === undefined || !await holdApplicant(tx, applicant.id)) throw new ServiceError('applicant-not-found')
    mustFit(applicant, { usci: inPerson.usci, agent })
    const form = knownFields(published, applicant, { ...inPerson, agent })
    const row = await insertApplication(tx, { accountId: applicant.id, industry, form, now, takenIn: { region, by: clerk.id, agent } })
    await addAuditEntry(tx, { at: now, accountId: clerk.id, action: 'take-in-application', subject: row.id, detail: { industry, region, byAgent: agent !== null } })
    return row
  })
}

/** An agent is another person, who acts by the applicant's authorisation (民法典 165); the business is one of the applicant's. */
function mustFit ({ idNumber, businesses }: WindowApplicant, { usci, agent }: Pick<InPerson, 'usci' | 'agent'>): void {
  if (agent?.idNumber === idNumber) throw new ServiceError('invalid-identity', { problems: [ownAgent('agent.idNumber', '代办人身份证件号码')] })
  if (usci === null || businesses.some((one) => one.usci === usci)) return
  throw new ServiceError('unknown-business', { problems: [{ field: 'usci', label: '为哪一家经营主体', problem: '申请人档案里没有这个统一社会信用代码，请核对，或者先补登记' }] })
}

/** What the identity cards and the file say already (fields.yaml); who can't sign in isn't served electronically. */
function knownFields (industry: PublishedIndustry, { name, phone, canSignIn, businesses }: WindowApplicant, { usci, agent }: InPerson): Record<string, string> {
  const business = businesses.find((one) => one.usci === usci)
  return askedOf(industry, {
    usci: business?.usci,
    entity_name: business?.name,
    ...agent === null ? { contact_name: name, contact_phone: phone } : agentFields(agent),
    ...canSignIn ? {} : { delivery_method: '窗口领取' }
  })
}
