import type { Block } from '../blocks.js'
import { drawSignature } from './draw-signature.js'
import { drawSteps } from './draw-steps.js'
import { drawTable, type TableLook } from './draw-table.js'
import { drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'

export const bodyStyle: TextStyle = { font: 'serif', sizePt: 12, lineHeightPt: 20 }
const headingStyle: TextStyle = { font: 'serif-bold', sizePt: 12, lineHeightPt: 22 }
const noteStyle: TextStyle = { font: 'serif', sizePt: 9, lineHeightPt: 14, color: '#444444' }

/** How blocks look on one kind of paper. */
export interface BlockLook { body: TextStyle, heading: TextStyle, note: TextStyle, cell?: TextStyle, label?: TextStyle, table?: TableLook }

const letterLook: BlockLook = { body: bodyStyle, heading: headingStyle, note: noteStyle }

/** Draws the blocks one under the other, over as many pages as they need. */
export function drawBlocks (sheet: Sheet, blocks: Block[], look: BlockLook = letterLook): void {
  for (const block of blocks) drawBlock(sheet, block, look)
}

function drawBlock (sheet: Sheet, block: Block, look: BlockLook): void {
  const { body, heading, note, cell, label, table } = look
  const tableLook = { ...(cell === undefined ? {} : { style: cell }), ...(label === undefined ? {} : { headStyle: label }), ...(table === undefined ? {} : { look: table }) }
  switch (block.type) {
    case 'paragraph': return drawParagraph(sheet, block.text, body, 2)
    case 'line': return drawParagraph(sheet, block.text, body, 0)
    case 'note': return drawParagraph(sheet, block.text, note, 0)
    case 'heading':
      sheet.ensure(heading.lineHeightPt + 2 * body.lineHeightPt)
      sheet.y += 4
      return drawParagraph(sheet, block.text, heading, 0)
    case 'facts': return drawTable(sheet, {
      columns: [{ title: '', weight: 2.6 }, { title: '', weight: 9 }],
      rows: block.facts.map(({ label: name, value }) => [name, value]),
      head: 'first-column',
      ...tableLook
    })
    case 'table': return drawTable(sheet, { columns: block.columns, rows: block.rows, head: 'first-row', ...tableLook })
    case 'steps': return drawSteps(sheet, block.steps)
    case 'signature': return drawSignature(sheet, block, body)
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
