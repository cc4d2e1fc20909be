import type { Step } from '../blocks.js'
import { drawCentred, drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'

const ink = '#1b4f8a'
const tint = '#eef4fb'
const numberStyle: TextStyle = { font: 'sans-bold', sizePt: 10.5, lineHeightPt: 22, color: '#ffffff' }
const titleStyle: TextStyle = { font: 'sans-bold', sizePt: 10.5, lineHeightPt: 17, color: ink }
const actorStyle: TextStyle = { font: 'sans-regular', sizePt: 8.5, lineHeightPt: 17, color: '#5b6b7c' }
const lineStyle: TextStyle = { font: 'sans-regular', sizePt: 9, lineHeightPt: 14.5, color: '#1f2933' }
const radius = 11
const cardIndent = 36
const titleWidth = 96
const padding = 7
const gap = 8

/** Numbered steps one under the other, joined by a line; a step is never parted by a page's end. */
export function drawSteps (sheet: Sheet, steps: Step[]): void {
  const textWidth = sheet.width - cardIndent - titleWidth - 2 * padding
  sheet.y += 4
  for (const [index, step] of steps.entries()) {
    const lines = step.lines.flatMap((line) => linesOf(line, lineStyle, textWidth))
    const height = Math.max(titleStyle.lineHeightPt * 2, lines.length * lineStyle.lineHeightPt) + 2 * padding
    const before = sheet.y
    sheet.ensure(height + gap)
    const centreY = sheet.y + height / 2
    if (index > 0 && sheet.y >= before) drawJoint(sheet, centreY)
    drawCard(sheet, step, lines.map(({ text }) => text), height)
    sheet.pdf.circle(sheet.left + radius + 2, centreY, radius).fill(ink)
    drawCentred(sheet, String(index + 1), centreY - radius, numberStyle, sheet.left + radius + 2)
    sheet.y += height + gap
  }
}

/** From the middle of the step before; it lies under both numbers. */
function drawJoint (sheet: Sheet, centreY: number): void {
  const x = sheet.left + radius + 2
  sheet.pdf.lineWidth(1.5).moveTo(x, sheet.y - gap - 6).lineTo(x, centreY).stroke('#a9c1dc')
}

function drawCard (sheet: Sheet, { title, actor }: Step, lines: string[], height: number): void {
  const x = sheet.left + cardIndent
  sheet.pdf.roundedRect(x, sheet.y, sheet.width - cardIndent, height, 4).fill(tint)
  const titleY = sheet.y + (height - 2 * titleStyle.lineHeightPt) / 2
  drawText(sheet, title, x + padding + 3, titleY, titleStyle)
  drawText(sheet, actor, x + padding + 3, titleY + titleStyle.lineHeightPt, actorStyle)
  let y = sheet.y + (height - lines.length * lineStyle.lineHeightPt) / 2
  for (const line of lines) {
    drawText(sheet, line, x + titleWidth + padding, y, lineStyle)
    y += lineStyle.lineHeightPt
  }
}
