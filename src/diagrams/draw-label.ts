import type { Box, Edge, Point, Shape } from './diagram.js'
import { boxOfLines, drawLines, fitText, type FittedText } from './draw-text.js'
import { labelInk, paper } from './palette.js'
import { tag } from './svg.js'

const labelSizes = [12, 11, 10.5, 10]
/** Where the diagram says nothing. */
const usualLabel = { width: 90, height: 32 }
/** Modellers measure labels at 11 pixels, which is small to read: ours may stand out by a tenth, half of it on each side. */
const tolerance = 1.1
/** Pixels that rounding of places costs. */
const slack = 3

export interface Label { box: Box, ground: string, text: string }

/** A name beside its element, at the place that the diagram gives it; a light ground keeps it readable over lines. */
export function drawLabel (element: Shape | Edge): Label {
  const place = element.label ?? usualPlace(element)
  const text = fitText(element.name, { width: place.width * tolerance + slack, height: place.height * tolerance + slack }, labelSizes)
  const x = place.x + place.width / 2
  const y = place.y + Math.max(0, Math.min(2, (place.height - heightOf(text)) / 2))
  const box = boxOfLines(text, x, y)
  return {
    box,
    ground: tag('rect', { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2, fill: paper, 'fill-opacity': 0.8 }),
    text: drawLines(text, x, y, { 'data-label-of': element.id, fill: labelInk })
  }
}

/** Below an event or gateway, over the middle of a flow. */
function usualPlace (element: Shape | Edge): Box {
  if ('box' in element) {
    const { x, y, width, height } = element.box
    return { x: x + width / 2 - usualLabel.width / 2, y: y + height + 4, ...usualLabel }
  }
  const middle = middleOf(element.points)
  return { x: middle.x - usualLabel.width / 2, y: middle.y - 18, width: usualLabel.width, height: 16 }
}

/** The middle of the longest piece. */
function middleOf (points: Point[]): Point {
  const pieces = points.slice(1).map((to, index) => ({ from: points[index]!, to }))
  const longest = pieces.reduce((best, piece) => lengthOf(piece) > lengthOf(best) ? piece : best)
  return { x: (longest.from.x + longest.to.x) / 2, y: (longest.from.y + longest.to.y) / 2 }
}

function lengthOf ({ from, to }: { from: Point, to: Point }): number {
  return Math.hypot(to.x - from.x, to.y - from.y)
}

function heightOf ({ lines, lineHeight }: FittedText): number {
  return lines.length * lineHeight
}
