import { groupsBy } from '../../../../src/domain/groups-by.ts'
import type { CaseDetail } from '../../api/types.ts'

/** What one permit has found of one material or field. */
type Told = NonNullable<CaseDetail['supplement']>['items'][number]

/** One material or field that the notice names, with what each permit has found of it; answered once it is answered for all of them. */
export type SupplementItem = Pick<Told, 'kind' | 'id' | 'name' | 'isAnswered'> & { found: Told[] }

/** Each material and field once, in the order of the notice. */
export function groupedItems (told: readonly Told[]): SupplementItem[] {
  const groups = groupsBy(told, ({ kind, id }) => `${kind} ${id}`)
  return [...groups.values()].map((found) => {
    const { kind, id, name } = found[0]!
    return { kind, id, name, isAnswered: found.every(({ isAnswered }) => isAnswered), found }
  })
}

/** How many are still to be mended. */
export function openAmong (items: readonly SupplementItem[]): number {
  return items.filter(({ isAnswered }) => !isAnswered).length
}
