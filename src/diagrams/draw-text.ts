import { breakLines, type TextLine } from '../documents/layout/lines.js'
import type { Box } from './diagram.js'
import { escapeXml, tag, type Attributes } from './svg.js'

/** Lines that fit, all of one size. */
export interface FittedText { lines: string[], size: number, lineHeight: number, width: number }

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** Line height in sizes. */
const leading = 1.3

/** The largest of these sizes at which the text fits the room, else the smallest. */
export function fitText (text: string, room: { width: number, height: number }, sizes: readonly number[]): FittedText {
  const fitted = sizes.map((size) => linesAt(text, size, room.width))
  return fitted.find(({ lines, lineHeight, width }) => lines.length * lineHeight <= room.height && width <= room.width) ?? fitted.at(-1)!
}

/** Centred on x, the first line's top at y. */
export function drawLines ({ lines, size, lineHeight }: FittedText, x: number, y: number, attributes: Attributes = {}): string {
  const baseline = y + lineHeight / 2 + size * 0.36
  const spans = lines.map((line, index) => tag('tspan', { x, y: baseline + index * lineHeight }, escapeXml(line)))
  return tag('text', { 'font-size': size, stroke: 'none', 'text-anchor': 'middle', ...attributes }, ...spans)
}

/** The smallest box around the lines drawn at x, y. */
export function boxOfLines ({ lines, lineHeight, width }: FittedText, x: number, y: number): Box {
  return { x: x - width / 2, y, width, height: lines.length * lineHeight }
}

/** As few lines as the width allows; of these ways the one that splits the fewest words, then the most even. */
function linesAt (text: string, size: number, width: number): FittedText {
  const broken = (room: number): TextLine[] => breakLines(text, { widthOf: (character) => size * emsOf(character), width: room })
  const widest = broken(width)
  const lines = widest.length === 1 ? widest : bestOf(waysWithin(width, widest.length, size / 2, broken), text)
  return { lines: lines.map((line) => line.text), size, lineHeight: size * leading, width: Math.max(...lines.map((line) => line.width)) }
}

/** Ways of breaking that need as many lines as the widest, from wide to narrow. */
function waysWithin (width: number, lineCount: number, step: number, broken: (room: number) => TextLine[]): TextLine[][] {
  const ways: TextLine[][] = []
  for (let room = width; room >= width / 2; room -= step) {
    const lines = broken(room)
    if (lines.length > lineCount) break
    ways.push(lines)
  }
  return ways
}

function bestOf (ways: TextLine[][], text: string): TextLine[] {
  const boundaries = wordBoundariesOf(text)
  return ways.reduce((best, way) => splitsOf(way, boundaries) <= splitsOf(best, boundaries) ? way : best)
}

/** How many lines end within a word. */
function splitsOf (lines: TextLine[], boundaries: ReadonlySet<number>): number {
  const ends = lines.slice(0, -1).map((_, index) => lines.slice(0, index + 1).reduce((length, line) => length + withoutSpaces(line.text).length, 0))
  return ends.filter((end) => !boundaries.has(end)).length
}

/** Where words begin, counted in characters that aren't spaces. */
function wordBoundariesOf (text: string): ReadonlySet<number> {
  return new Set([...words.segment(withoutSpaces(text))].map(({ index }) => index))
}

function withoutSpaces (text: string): string {
  return text.replace(/\s/g, '')
}

/** Widths are estimates on the safe side, since the reader's fonts aren't known: Chinese is one em wide in all of them. */
function emsOf (character: string): number {
  if (character.codePointAt(0)! > 0x2000) return 1
  if (/[A-Zmw%&@]/.test(character)) return 0.75
  return /[iljtfI.,:;'|! ()]/.test(character) ? 0.36 : 0.6
}
