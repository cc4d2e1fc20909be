import type { PublishedIndustry } from '../catalogue/types.js'
import type { Business } from './registration.js'

/** What an account knows of its person. */
export interface KnownPerson { displayName: string, idNumber: string | null, phone: string | null, email: string | null }

/** Fields of the form that mean the same as what the account says: its person brings the application (经办人) and is written to. */
function known ({ displayName, idNumber, phone, email }: KnownPerson, business: Business | undefined): Record<string, string | null | undefined> {
  return {
    usci: business?.usci,
    entity_name: business?.name,
    ...agentFields({ name: displayName, idNumber }),
    agent_phone: phone,
    contact_name: displayName,
    contact_phone: phone,
    contact_email: email
  }
}

/** Who brings the application (经办人), by an identity card. */
export function agentFields ({ name, idNumber }: { name: string, idNumber: string | null }): Record<string, string | null> {
  return { agent_name: name, agent_id_type: idNumber === null ? null : '居民身份证', agent_id_no: idNumber }
}

/** A new draft's form with what is known already; its person may change all of it. */
export function prefilledForm (industry: Pick<PublishedIndustry, 'common_fields'>, person: KnownPerson, business: Business | undefined): Record<string, string> {
  return askedOf(industry, known(person, business))
}

/** Those of the values that are known and that the industry's form asks for. */
export function askedOf ({ common_fields: fields }: Pick<PublishedIndustry, 'common_fields'>, values: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(fields.flatMap(({ id }): [string, string][] => typeof values[id] === 'string' ? [[id, values[id]]] : []))
}

/** The fields of a form that still say what the account says. */
export function prefilledFields (form: Record<string, unknown>, person: KnownPerson, businesses: readonly Business[]): string[] {
  const all = [known(person, undefined), ...businesses.map((business) => known(person, business))]
  return Object.keys(form).filter((id) => typeof form[id] === 'string' && all.some((values) => values[id] === form[id]))
}
