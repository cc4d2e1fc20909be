import { centreOf, type Shape } from './diagram.js'
import { path, placed, short, tag } from './svg.js'

const usualSize = 50

/** The sign inside each kind of gateway around (0, 0), for a diamond of 50 × 50. */
const signs: Record<string, string> = {
  ExclusiveGateway: path('M-6.5 -8.5L6.5 8.5M6.5 -8.5L-6.5 8.5', { 'stroke-width': 3 }),
  ParallelGateway: path('M0 -11V11M-11 0H11', { 'stroke-width': 3 }),
  InclusiveGateway: tag('circle', { r: 10.5, 'stroke-width': 2.6 }),
  ComplexGateway: path('M0 -11V11M-11 0H11M-7.5 -7.5L7.5 7.5M7.5 -7.5L-7.5 7.5', { 'stroke-width': 2.6 }),
  EventBasedGateway: tag('circle', { r: 13 }) + tag('circle', { r: 10.5 }) + path('M0 -6.6L6.3 -2L3.9 5.3H-3.9L-6.3 -2Z')
}

export function drawGateway ({ type, box }: Shape): string {
  const { x, y } = centreOf(box)
  const diamond = path(`M${short(x)} ${short(box.y)}L${short(box.x + box.width)} ${short(y)}L${short(x)} ${short(box.y + box.height)}L${short(box.x)} ${short(y)}Z`, {
    'stroke-width': 1.5, 'stroke-linejoin': 'round'
  })
  const scale = Math.min(box.width, box.height) / usualSize
  return diamond + tag('g', { transform: placed(x, y, scale), fill: 'none', 'stroke-width': 1.2, 'stroke-linecap': 'round' }, signs[type] ?? '')
}
