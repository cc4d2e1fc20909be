import type { Edge, Point } from './diagram.js'
import { path, short } from './svg.js'

const cornerRadius = 8
const arrow = { length: 9, halfWidth: 4 }

/** A line with rounded corners and its arrowhead; the slash of a default flow, the diamond of a condition. Dotted without arrow for associations. */
export function drawFlow ({ type, points, isDefault, isConditionalFromActivity }: Edge): string {
  if (points.length < 2) return ''
  if (type !== 'SequenceFlow') return path(lineThrough(points), { fill: 'none', 'stroke-width': 1.3, 'stroke-dasharray': '1.5 4', 'stroke-linecap': 'round' })
  const tip = points.at(-1)!
  const head = along(points.at(-2)!, tip)
  const shaft = [...points.slice(0, -1), head.at(-arrow.length + 1)]
  const start = along(points[1]!, points[0]!)
  return path(lineThrough(shaft), { fill: 'none', 'stroke-width': 1.5, 'stroke-linejoin': 'round' }) +
    path(polygon([tip, head.at(-arrow.length, arrow.halfWidth), head.at(-arrow.length, -arrow.halfWidth)]), { stroke: 'none' }) +
    (isDefault ? path(polyline([start.at(-5, 4.5), start.at(-10, -4.5)]), { fill: 'none', 'stroke-width': 1.5 }) : '') +
    (isConditionalFromActivity ? path(polygon([start.at(0), start.at(-8, 4.5), start.at(-16), start.at(-8, -4.5)]), { fill: '#ffffff', 'stroke-width': 1.3 }) : '')
}

/** Straight pieces, each corner rounded as far as its pieces allow. */
function lineThrough (points: readonly Point[]): string {
  const pieces = points.map((point, index) => {
    const before = points[index - 1]
    const after = points[index + 1]
    if (before === undefined) return `M${pair(point)}`
    if (after === undefined) return `L${pair(point)}`
    const radius = Math.min(cornerRadius, distance(before, point) / 2, distance(point, after) / 2)
    return `L${pair(along(before, point).at(-radius))}Q${pair(point)} ${pair(along(after, point).at(-radius))}`
  })
  return pieces.join('')
}

/** Points seen from `to`, looking from `from`: so many pixels ahead (negative: back) and to the side. */
function along (from: Point, to: Point): { at (ahead: number, aside?: number): Point } {
  const length = distance(from, to) || 1
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  return { at: (ahead, aside = 0) => ({ x: to.x + ahead * dx - aside * dy, y: to.y + ahead * dy + aside * dx }) }
}

function distance (from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y)
}

function polygon (points: Point[]): string {
  return `${polyline(points)}Z`
}

function polyline (points: Point[]): string {
  return `M${points.map(pair).join('L')}`
}

function pair ({ x, y }: Point): string {
  return `${short(x)} ${short(y)}`
}
