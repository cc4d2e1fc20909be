import type { Permit } from '../../catalogue/types.js'
import { stageLimits } from '../permit-stages.js'
import type { ClockLimits } from './clock-event.js'

/** What a permit's facts give its clock; each stage of a two-stage permit has limits of its own. */
export function clockLimitsOf ({ time_limit: timeLimit }: Pick<Permit, 'time_limit'>, stage: 'preparation' | 'final' | null): ClockLimits {
  const { starts, extension, delivery } = timeLimit
  const { statutory, promised } = stageLimits({ time_limit: timeLimit }, stage)
  return { starts, statutory, promised, extension, delivery }
}
