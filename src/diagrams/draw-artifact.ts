import type { Shape } from './diagram.js'
import { drawLines, fitText } from './draw-text.js'
import { labelInk } from './palette.js'
import { path, short, tag } from './svg.js'

/** A remark beside the flow: a bracket on the left, text from the left. */
export function drawAnnotation ({ box, name }: Shape): string {
  const text = fitText(name, { width: box.width - 14, height: box.height - 6 }, [12, 11, 10])
  const bracket = path(`M${short(box.x + 10)} ${short(box.y)}H${short(box.x)}V${short(box.y + box.height)}H${short(box.x + 10)}`, { fill: 'none', 'stroke-width': 1.5 })
  return bracket + (name === '' ? '' : drawLines(text, box.x + 8, box.y + 4, { 'text-anchor': 'start', fill: labelInk }))
}

/** A dash-dotted frame that only groups. */
export function drawGroup ({ box }: Shape): string {
  return tag('rect', { ...box, rx: 10, fill: 'none', 'stroke-width': 1.5, 'stroke-dasharray': '8 4 1.5 4', 'stroke-linecap': 'round' })
}
