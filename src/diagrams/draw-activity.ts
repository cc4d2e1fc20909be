import { centreOf, type Shape } from './diagram.js'
import { drawLines, fitText } from './draw-text.js'
import { ink, labelInk, paper, type Colours } from './palette.js'
import { path, placed, tag } from './svg.js'
import { drawTaskIcon, hasIcon } from './task-icons.js'

const cornerRadius = 10
const padding = 6
const iconSize = 16
const markerSize = 14
const nameSizes = [13, 12, 11, 10, 9]

/** Tasks, call activities and collapsed sub-processes: a rounded box with its sign, markers and name. */
export function drawActivity (shape: Shape, { stroke }: Colours): string {
  const { type, box } = shape
  const isCall = type === 'CallActivity'
  const width = isCall ? 3.5 : 1.5
  const inset = isCall ? 1 : 0
  const frame = tag('rect', {
    x: box.x + inset, y: box.y + inset, width: box.width - 2 * inset, height: box.height - 2 * inset, rx: cornerRadius, 'stroke-width': width
  })
  const icon = hasIcon(type) ? drawTaskIcon(type, box.x + padding, box.y + padding, stroke) : ''
  return frame + icon + drawMarkers(shape) + drawName(shape)
}

/** An expanded sub-process: the frame around its elements; dotted when an event starts it. */
export function drawContainer ({ box, name, isEventSubProcess }: Shape): string {
  const { lines, size, lineHeight, width } = fitText(name, { width: box.width - 24, height: 20 }, [14, 13, 12, 11])
  const frame = tag('rect', {
    ...box, rx: cornerRadius, 'stroke-width': 1.5, 'stroke-dasharray': isEventSubProcess ? '1.5 4.5' : undefined, 'stroke-linecap': isEventSubProcess ? 'round' : undefined
  })
  return frame + drawLines({ lines, size, lineHeight, width }, box.x + 14, box.y + 8, { 'text-anchor': 'start', fill: labelInk, 'font-weight': 600 })
}

/** Centred; moved down when it would touch the sign, and smaller when it is long. */
function drawName (shape: Shape): string {
  const { box, name, type } = shape
  if (name === '') return ''
  const top = box.y + (hasIcon(type) ? padding + iconSize : padding)
  const bottom = box.y + box.height - padding - (markersOf(shape).length > 0 ? markerSize : 0)
  const text = fitText(name, { width: box.width - 2 * padding, height: bottom - top }, nameSizes)
  const height = text.lines.length * text.lineHeight
  const centre = centreOf(box)
  return drawLines(text, centre.x, Math.max(Math.min(centre.y - height / 2, bottom - height), top), { fill: ink })
}

function drawMarkers (shape: Shape): string {
  const markers = markersOf(shape)
  const left = centreOf(shape.box).x - (markers.length * (markerSize + 4) - 4) / 2
  const top = shape.box.y + shape.box.height - markerSize - 3
  return markers.map((marker, index) => tag('g', { transform: placed(left + index * (markerSize + 4), top), fill: 'none', 'stroke-width': 1.4 }, marker)).join('')
}

function markersOf ({ type, repetition, isExpanded }: Shape): string[] {
  const repeated = { once: [], loop: [path('M4.5 11.6A5.2 5.2 0 1 1 7 12.2M4.8 8.4V11.8H1.4')], parallel: [path('M3 2V12M7 2V12M11 2V12')], sequential: [path('M2 3H12M2 7H12M2 11H12')] }
  const collapsed = type === 'CallActivity' || (type === 'SubProcess' && !isExpanded)
  return [...repeated[repetition], ...(collapsed ? [path('M1 1H13V13H1Z', { fill: paper }) + path('M7 3.5V10.5M3.5 7H10.5')] : [])]
}
