import { drawCentred, drawText, widthIn, type Sheet, type TextStyle } from '../layout/sheet.js'
import { guideInk, guideTint } from './guide-look.js'
import type { Saving } from './guide-sections.js'

const nameStyle: TextStyle = { font: 'sans', sizePt: 9, lineHeightPt: 15, color: '#52606d' }
const beforeStyle: TextStyle = { font: 'sans-regular', sizePt: 12, lineHeightPt: 30, color: '#7b8794' }
const afterStyle: TextStyle = { font: 'sans-bold', sizePt: 22, lineHeightPt: 30, color: guideInk }
const height = 74
const gap = 8
const arrowWidth = 14

/** What the applicant is spared: one card for each figure, 逐项办理 → 一业一证. */
export function drawSavings (sheet: Sheet, savings: Saving[]): void {
  const width = (sheet.width - gap * (savings.length - 1)) / savings.length
  for (const [index, saving] of savings.entries()) drawCard(sheet, saving, sheet.left + index * (width + gap), width)
  sheet.y += height + 6
  drawText(sheet, '每格：左为逐项办理，右为一业一证（按本指南所列全部事项）', sheet.left, sheet.y, { ...nameStyle, sizePt: 8 })
  sheet.y += 14
}

function drawCard (sheet: Sheet, { name, unit, before, after }: Saving, x: number, width: number): void {
  const middle = x + width / 2
  sheet.pdf.roundedRect(x, sheet.y, width, height, 5).fill(guideTint)
  drawCentred(sheet, `${name}（${unit}）`, sheet.y + 9, nameStyle, middle)
  const widths = [widthIn(String(before), beforeStyle), arrowWidth, widthIn(String(after), afterStyle)] as const
  const left = middle - (widths[0] + widths[1] + widths[2] + 12) / 2
  const y = sheet.y + 31
  drawText(sheet, String(before), left, y + 2, beforeStyle)
  drawArrow(sheet, left + widths[0] + 6, y + 18)
  drawText(sheet, String(after), left + widths[0] + 6 + arrowWidth + 6, y, afterStyle)
}

function drawArrow (sheet: Sheet, x: number, y: number): void {
  sheet.pdf.lineWidth(1.2).moveTo(x, y).lineTo(x + arrowWidth, y).moveTo(x + arrowWidth - 4, y - 3).lineTo(x + arrowWidth, y).lineTo(x + arrowWidth - 4, y + 3).stroke('#7b8794')
}
