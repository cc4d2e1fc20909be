import { drawBlocks, type BlockLook } from '../layout/draw-blocks.js'
import { drawRight, fitted, drawText, linesOf, type Sheet, type TextStyle } from '../layout/sheet.js'
import type { Section } from './section.js'

/** The look that guide and handbook share: what anybody may read and print, so no seal, no number, no 文书 form. */
export const guideMargins = { top: 46, bottom: 56, left: 46, right: 46 }
export const guideInk = '#1b4f8a'
export const guideTint = '#eef4fb'
const text = '#1f2933'

const look: BlockLook = {
  body: { font: 'sans-regular', sizePt: 9.5, lineHeightPt: 16, color: text },
  heading: { font: 'sans-bold', sizePt: 10.5, lineHeightPt: 19, color: guideInk },
  note: { font: 'sans-regular', sizePt: 8.5, lineHeightPt: 13.5, color: '#52606d' },
  cell: { font: 'sans-regular', sizePt: 8.5, lineHeightPt: 13, color: text },
  label: { font: 'sans-bold', sizePt: 8.5, lineHeightPt: 13, color: guideInk },
  table: { rule: '#c3d2e2', headFill: guideTint, isCentred: true }
}
const titleStyle: TextStyle = { font: 'sans-bold', sizePt: 23, lineHeightPt: 34, color: '#ffffff' }
const kickerStyle: TextStyle = { font: 'sans', sizePt: 10.5, lineHeightPt: 18, color: '#d5e3f3' }
const summaryStyle: TextStyle = { font: 'sans-regular', sizePt: 10, lineHeightPt: 16, color: '#ffffff' }
const sectionStyle: TextStyle = { font: 'sans-bold', sizePt: 13, lineHeightPt: 20, color: guideInk }
const footStyle: TextStyle = { font: 'sans-regular', sizePt: 8, lineHeightPt: 12, color: '#7b8794' }

/** The head of the first page: a band over the whole width. */
export function drawBand (sheet: Sheet, { kicker, title, summary }: { kicker: string, title: string, summary: string }): void {
  const summaries = linesOf(summary, summaryStyle, sheet.width)
  const height = 26 + kickerStyle.lineHeightPt + titleStyle.lineHeightPt + 4 + summaries.length * summaryStyle.lineHeightPt + 18
  sheet.pdf.rect(0, 0, sheet.pdf.page.width, height).fill(guideInk)
  sheet.y = 26
  drawLines(sheet, [kicker], kickerStyle)
  drawLines(sheet, [title], fitted(title, titleStyle, sheet.width))
  sheet.y += 4
  drawLines(sheet, summaries.map((line) => line.text), summaryStyle)
  sheet.y = height + 16
}

export function drawSection (sheet: Sheet, { title, blocks }: Section): void {
  sheet.ensure(sectionStyle.lineHeightPt + 80)
  sheet.y += 8
  sheet.pdf.rect(sheet.left, sheet.y + 2.5, 4, sectionStyle.lineHeightPt - 5).fill(guideInk)
  drawText(sheet, title, sheet.left + 11, sheet.y, sectionStyle)
  sheet.y += sectionStyle.lineHeightPt + 4
  drawBlocks(sheet, blocks, look)
}

/** Where it comes from, and the page, at the foot of every page. */
export function drawFootline (sheet: Sheet, source: string): void {
  const { start, count } = sheet.pdf.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    sheet.pdf.switchToPage(start + page)
    const y = sheet.pdf.page.height - 40
    const right = sheet.pdf.page.width - sheet.margins.right
    sheet.pdf.lineWidth(0.5).moveTo(sheet.left, y).lineTo(right, y).stroke('#c3d2e2')
    drawText(sheet, source, sheet.left, y + 6, footStyle)
    drawRight(sheet, `第${page + 1}页\u3000共${count}页`, right, y + 6, footStyle)
  }
}

function drawLines (sheet: Sheet, lines: string[], style: TextStyle): void {
  for (const line of lines) {
    drawText(sheet, line, sheet.left, sheet.y, style)
    sheet.y += style.lineHeightPt
  }
}
