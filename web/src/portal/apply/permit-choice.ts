import type { Guide, GuidePermit } from '../../api/types.ts'
import type { DraftContent } from './draft-saving.ts'

/** What an applicant does about a permit; `none`: an optional one that isn't wanted. */
export type Choice = 'apply' | 'held' | 'elsewhere' | 'none'

const listOf = (value: unknown): string[] => Array.isArray(value) ? value as string[] : []

export function choiceOf ({ id, choice, settledElsewhere }: GuidePermit, { permits }: DraftContent): Choice {
  if (settledElsewhere !== null) return settledElsewhere
  return permits.includes(id) || choice === 'required' ? 'apply' : 'none'
}

export function withChoice ({ id }: GuidePermit, choice: Choice, { answers, permits, commitments }: DraftContent): Partial<DraftContent> {
  const list = (key: 'held_permits' | 'permits_elsewhere', isIn: boolean): string[] => [...listOf(answers[key]).filter((one) => one !== id), ...isIn ? [id] : []]
  return {
    answers: { ...answers, held_permits: list('held_permits', choice === 'held'), permits_elsewhere: list('permits_elsewhere', choice === 'elsewhere') },
    permits: choice === 'apply' ? [...permits.filter((one) => one !== id), id] : permits.filter((one) => one !== id),
    commitments: choice === 'apply' ? commitments : commitments.filter((one) => one !== id)
  }
}

/** Chosen as the answers now demand: what must be applied for is in, what no longer applies is out. Undefined: it is so already. */
export function settledChoice ({ permits: offered }: Pick<Guide, 'permits'>, content: DraftContent): Partial<DraftContent> | undefined {
  const permits = offered.filter((permit) => choiceOf(permit, content) === 'apply').map(({ id }) => id)
  const commitments = content.commitments.filter((id) => permits.includes(id) && offered.some((permit) => permit.id === id && permit.commitment.allowed))
  const isSame = (one: string[], other: string[]): boolean => one.length === other.length && one.every((id) => other.includes(id))
  return isSame(permits, content.permits) && isSame(commitments, content.commitments) ? undefined : { permits, commitments }
}
