import type { Block } from '../blocks.js'
import { drawTable } from './draw-table.js'
import { drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'

export const bodyStyle: TextStyle = { font: 'serif', sizePt: 12, lineHeightPt: 20 }
const headingStyle: TextStyle = { font: 'serif-bold', sizePt: 12, lineHeightPt: 22 }
const noteStyle: TextStyle = { font: 'serif', sizePt: 9, lineHeightPt: 14, color: '#444444' }

/** Draws the blocks one under the other, over as many pages as they need. */
export function drawBlocks (sheet: Sheet, blocks: Block[]): void {
  for (const block of blocks) drawBlock(sheet, block)
}

function drawBlock (sheet: Sheet, block: Block): void {
  switch (block.type) {
    case 'paragraph': return drawParagraph(sheet, block.text, bodyStyle, 2)
    case 'line': return drawParagraph(sheet, block.text, bodyStyle, 0)
    case 'note': return drawParagraph(sheet, block.text, noteStyle, 0)
    case 'heading':
      sheet.ensure(headingStyle.lineHeightPt + 2 * bodyStyle.lineHeightPt)
      sheet.y += 4
      return drawParagraph(sheet, block.text, headingStyle, 0)
    case 'facts': return drawTable(sheet, {
      columns: [{ title: '', weight: 2.6 }, { title: '', weight: 9 }],
      rows: block.facts.map(({ label, value }) => [label, value]),
      head: 'first-column'
    })
    case 'table': return drawTable(sheet, { columns: block.columns, rows: block.rows, head: 'first-row' })
  }
}

/** Justified lines; a page break never leaves a single first line behind. */
export function drawParagraph (sheet: Sheet, text: string, style: TextStyle, indentCharacters: number): void {
  const indent = indentCharacters * style.sizePt
  const lines = linesOf(text, style, sheet.width, indent)
  let isFirst = true
  for (const [index, line] of lines.entries()) {
    sheet.ensure(index === 0 && lines.length > 1 ? style.lineHeightPt * 2 : style.lineHeightPt)
    const start = isFirst ? indent : 0
    const slack = sheet.width - start - line.width
    const spread = line.isLastOfParagraph || slack > style.sizePt * 3 ? 0 : slack
    drawText(sheet, line.text, sheet.left + start, sheet.y, style, spread)
    sheet.y += style.lineHeightPt
    isFirst = line.isLastOfParagraph
  }
}
