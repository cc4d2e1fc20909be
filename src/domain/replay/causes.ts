import type { PublishedIndustry } from '../../catalogue/types.js'
import type { WorkCalendar } from '../working-days.js'
import { caseChanges, type CaseChange } from './case-changes.js'
import type { ChangedRule } from './changed-rules.js'
import type { PastCase } from './past-case.js'
import { replayCase, type ReplayedCase } from './replayed-case.js'

export interface Comparison { before: PublishedIndustry, rules: readonly ChangedRule[], calendar: WorkCalendar }

/** Rules that only together bring a change about, as one. */
const together = ' 与 '

/** By change the rules that bring it about: each that does so alone, else the fewest that do so together; none when the draft differs in something that is no rule. */
export function causesOf (comparison: Comparison, found: readonly CaseChange[], past: PastCase, was: ReplayedCase): Map<CaseChange, string[]> {
  const rules = comparison.rules.filter(({ permit }) => permit === null || was.permits.some(({ id }) => id === permit) || found.some((change) => mayConcern(change, permit)))
  const changesUnder = (some: readonly ChangedRule[]): Set<string> => {
    const industry = some.reduce((release, rule) => rule.applyTo(release), comparison.before)
    return new Set(caseChanges(was, replayCase(industry, past, comparison.calendar)).map(subjectOf))
  }
  const alone = rules.map((rule) => ({ rule: rule.rule, changes: changesUnder([rule]) }))
  return new Map(found.map((change) => {
    const single = alone.filter(({ changes }) => changes.has(subjectOf(change))).map(({ rule }) => rule)
    return [change, single.length > 0 ? single : fewestOf(rules, (some) => changesUnder(some).has(subjectOf(change)))]
  }))
}

/** A rule that shortens by two days is a cause of what, with another, becomes three. */
function subjectOf ({ kind, about }: CaseChange): string {
  return `${kind} ${about}`
}

/** A question may be asked for the sake of any permit. */
function mayConcern ({ kind, about }: CaseChange, permit: string): boolean {
  return kind === 'question' || kind === 'application' || about === permit || about.startsWith(`${permit} `)
}

function fewestOf (rules: readonly ChangedRule[], bringsItAbout: (some: readonly ChangedRule[]) => boolean): string[] {
  if (!bringsItAbout(rules)) return []
  const needed = rules.reduce<readonly ChangedRule[]>((kept, rule) => {
    const fewer = kept.filter((one) => one !== rule)
    return bringsItAbout(fewer) ? fewer : kept
  }, rules)
  return [needed.map(({ rule }) => rule).join(together)]
}
