import type { Guide, GuideMaterial } from '../../api/types.ts'

/** Whether a material may follow after the acceptance: a secondary one, for a permit that isn't decided on the spot. The API has the last word. */
export function canFollow ({ tolerance, required, requiredBy }: GuideMaterial, { permits }: Pick<Guide, 'permits'>): boolean {
  return tolerance !== null && required && permits.some(({ id, kind, isInstant, commitment }) => requiredBy.includes(id) && kind !== '备案' && !isInstant && !commitment.chosen)
}
