import { centreOf, type Shape } from './diagram.js'
import { eventIcon } from './event-icons.js'
import type { Colours } from './palette.js'
import { placed, tag } from './svg.js'

const usualRadius = 18

/** A circle: thin for a start, double for what happens on the way, thick for an end; dashed when nothing is interrupted. */
export function drawEvent ({ type, box, trigger, isInterrupting }: Shape, { fill, stroke }: Colours): string {
  const { x: cx, y: cy } = centreOf(box)
  const radius = Math.min(box.width, box.height) / 2
  const isEnd = type === 'EndEvent'
  const isDouble = /^(Intermediate|Boundary)/.test(type)
  const circle = (r: number): string => tag('circle', {
    cx, cy, r, 'stroke-width': isEnd ? 3.5 : 1.5, 'stroke-dasharray': isInterrupting ? undefined : '5 3.5'
  })
  const rings = circle(radius - (isEnd ? 1 : 0)) + (isDouble ? circle(radius - 3.5) : '')
  if (trigger === 'none') return rings
  const icon = eventIcon(trigger, { isThrown: isEnd || type === 'IntermediateThrowEvent', ink: stroke, ground: fill })
  return rings + tag('g', { transform: placed(cx, cy, radius / usualRadius), 'stroke-width': 1.3, 'stroke-linejoin': 'round' }, icon)
}
