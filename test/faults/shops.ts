import type { Knex } from 'knex'
import { addDemoCertificates } from '../../src/demo/demo-certificates.js'
import type { Story } from '../../src/demo/story.js'
import { usciCheckCharacter } from '../../src/domain/identifiers.js'
import type { DemoAccount } from '../../src/platform/demo-accounts.js'
import { storeWith } from '../support/stories.js'

/** Who does the tasks of these shops: a filing of market regulation, a permit of the press office, the visit that it needs. */
export const clerks = [
  'market-regulation-reviewer-410202', 'market-regulation-organiser-410202', 'press-film-reviewer-410202', 'press-film-approver-410202',
  'press-film-inspector-410202-1'
]

/** As many teams of inspectors, with their accounts, as there are visits: nobody has to wait for anybody. */
export function inspectors (visits: number): { people: DemoAccount[], teams: string[][] } {
  const teams = Array.from({ length: visits }, (_, index) => [1, 2].map((member) => `inspector-${index + 1}-${member}`))
  const people = teams.flat().map((login): DemoAccount => ({
    login, displayName: `核查员 ${login}`, kind: 'staff', groups: ['press-film.inspector@410202']
  }))
  return { people, teams }
}

const flaw = {
  material: 'premises-proof', permit: 'publication-retail', reason: '租赁合同缺出租人签字页', howToMend: '请补传有双方签字的完整租赁合同'
}

/**
 * How the permit is handled: `committed`: granted on the spot; `reviewed`: pre-review, visit, review, decision; `deficient`: the same after
 * a notice.
 */
export type Manner = 'committed' | 'reviewed' | 'deficient'

/** A small shop of a holder of its own, whose business licence and identity card are in the store of electronic certificates. */
export async function shop (database: Knex, number: number, manner: Manner): Promise<Story> {
  const body = `91410202MA9F${String(number).padStart(5, '0')}`
  const usci = body + usciCheckCharacter(body)
  const story = await storeWith(['food-prepackaged-filing', 'publication-retail'], {
    commitments: manner === 'committed' ? ['publication-retail'] : [],
    reject: manner === 'deficient' ? [flaw] : [],
    form: { usci }
  })
  await addDemoCertificates(database, { usci, name: String(story.form.entity_name) })
  return story
}
