import { Parser } from 'saxen'
import { documentFont, type FontName } from './fonts.js'
import { characterWidth, type Sheet } from './sheet.js'
import { widthOfText } from './lines.js'

type Attributes = Record<string, string>

export interface Box { x: number, y: number, width: number, height: number }

/** Passed down from a group to what it holds. */
const inherited = ['fill', 'stroke', 'stroke-width', 'stroke-linejoin', 'stroke-linecap', 'font-size', 'font-weight', 'text-anchor']
const baseline = 0.88

/**
 * Draws a picture of ours (`src/diagrams`) as vectors with selectable text, as large as the box allows: groups, rectangles, circles, paths
 * and lines of text with presentation attributes, which is all that those pictures consist of.
 */
export function drawPicture (sheet: Sheet, svg: string, box: Box): void {
  const { pdf } = sheet
  const open: Attributes[] = []
  const parser = new Parser()
  parser.on('error', (error) => { throw error })
  parser.on('openTag', (name, attributesOf, decode) => {
    const attributes = Object.fromEntries(Object.entries(attributesOf()).map(([key, value]) => [key, decode(value)]))
    const style = { ...passedOn(open.at(-1) ?? {}), ...attributes, element: name }
    open.push(style)
    pdf.save()
    if (name === 'svg') fit(pdf, attributes, box)
    else drawElement(pdf, name, style, attributes)
  })
  parser.on('text', (text, decode) => {
    const style = open.at(-1)
    if (style?.element === 'tspan') drawLine(pdf, decode(text), style)
  })
  parser.on('closeTag', () => {
    open.pop()
    pdf.restore()
  })
  parser.parse(svg)
}

/** Width divided by height. */
export function pictureRatio (svg: string): number {
  const [width, height] = ['width', 'height'].map((side) => Number(new RegExp(`<svg[^>]* ${side}="([\\d.]+)"`).exec(svg)?.[1]))
  return width! / height!
}

function passedOn (style: Attributes): Attributes {
  return Object.fromEntries(inherited.flatMap((key) => style[key] === undefined ? [] : [[key, style[key]]]))
}

function fit (pdf: PDFKit.PDFDocument, { viewBox = '0 0 1 1' }: Attributes, box: Box): void {
  const [left = 0, top = 0, width = 1, height = 1] = viewBox.split(' ').map(Number)
  const scale = Math.min(box.width / width, box.height / height)
  pdf.translate(box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2).scale(scale).translate(-left, -top)
}

function drawElement (pdf: PDFKit.PDFDocument, name: string, style: Attributes, own: Attributes): void {
  const number = (key: string): number => Number(style[key] ?? 0)
  if (own.transform !== undefined) move(pdf, own.transform)
  switch (name) {
    case 'rect':
      if (style.rx === undefined) pdf.rect(number('x'), number('y'), number('width'), number('height'))
      else pdf.roundedRect(number('x'), number('y'), number('width'), number('height'), number('rx'))
      return paint(pdf, style)
    case 'circle':
      pdf.circle(number('cx'), number('cy'), number('r'))
      return paint(pdf, style)
    case 'path':
      pdf.path(style.d ?? '')
      return paint(pdf, style)
  }
}

/** `translate(x y)`, with `scale(s)` behind it or not. */
function move (pdf: PDFKit.PDFDocument, transform: string): void {
  const [, x = '0', y = '0'] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(transform) ?? []
  const scale = /scale\(([-\d.]+)\)/.exec(transform)?.[1]
  pdf.translate(Number(x), Number(y))
  if (scale !== undefined) pdf.scale(Number(scale))
}

function paint (pdf: PDFKit.PDFDocument, style: Attributes): void {
  const fill = style.fill === 'none' ? undefined : style.fill ?? '#000000'
  const stroke = style.stroke === 'none' ? undefined : style.stroke
  pdf.lineWidth(Number(style['stroke-width'] ?? 1)).fillOpacity(Number(style['fill-opacity'] ?? 1))
  pdf.lineJoin(style['stroke-linejoin'] === 'round' ? 'round' : 'miter').lineCap(style['stroke-linecap'] === 'round' ? 'round' : 'butt')
  const dashes = style['stroke-dasharray']?.split(/[ ,]+/).map(Number)
  if (dashes !== undefined) pdf.dash(dashes[0]!, { space: dashes[1] ?? dashes[0]! })
  if (fill !== undefined && stroke !== undefined) pdf.fillAndStroke(fill, stroke)
  else if (fill !== undefined) pdf.fill(fill)
  else if (stroke !== undefined) pdf.stroke(stroke)
}

function drawLine (pdf: PDFKit.PDFDocument, text: string, style: Attributes): void {
  const font: FontName = style['font-weight'] === undefined ? 'sans-regular' : 'sans-bold'
  const sizePt = Number(style['font-size'] ?? 12)
  const width = widthOfText(text, characterWidth({ font, sizePt }))
  const anchor = style['text-anchor'] === 'middle' ? width / 2 : style['text-anchor'] === 'end' ? width : 0
  pdf.font(documentFont(font).source, font).fontSize(sizePt).fillColor(style.fill ?? '#000000')
    .text(text, Number(style.x) - anchor, Number(style.y) - sizePt * baseline - (1.437 - 1) / 2 * sizePt, { lineBreak: false })
}
