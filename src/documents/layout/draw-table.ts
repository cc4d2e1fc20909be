import type { Column } from '../blocks.js'
import { drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'
import type { TextLine } from './lines.js'

export interface TableDrawing {
  columns: Column[]
  rows: string[][]
  /** A head row of column titles, repeated on every page, or labels in the first column. */
  head: 'first-row' | 'first-column'
  style?: TextStyle
  headStyle?: TextStyle
  look?: TableLook
}

/** `isCentred`: cells of several lines stand in the middle of their row, too. */
export interface TableLook { rule: string, headFill: string, isCentred?: true }

const cellStyle: TextStyle = { font: 'serif', sizePt: 10.5, lineHeightPt: 16 }
const labelStyle: TextStyle = { font: 'serif-bold', sizePt: 10.5, lineHeightPt: 16 }
const paddingX = 5
const paddingY = 4
const plainLook: TableLook = { rule: '#333333', headFill: '#f2f2f2' }

interface Cell { lines: TextLine[], style: TextStyle, isCentred: boolean, isShaded: boolean }

interface Table { sheet: Sheet, widths: number[], style: TextStyle, headRow: Cell[] | undefined, look: TableLook }

/** Rules a table over the sheet's width; rows break over pages where they must, the head is repeated. */
export function drawTable (sheet: Sheet, { columns, rows, head, style = cellStyle, headStyle = labelStyle, look = plainLook }: TableDrawing): void {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0)
  const widths = columns.map(({ weight }) => sheet.width * weight / total)
  const headRow = head === 'first-row' ? columns.map(({ title }, index) => headCell(title, index)) : undefined
  const table = { sheet, widths, style, headRow, look }

  sheet.y += 3
  if (headRow !== undefined) {
    sheet.ensure(rowHeight(headRow) + rowHeight(bodyRow(rows[0] ?? [])))
    drawRow(table, headRow)
  }
  for (const row of rows) drawRowOverPages(table, bodyRow(row))
  sheet.y += 6

  function headCell (text: string, index: number): Cell {
    return { lines: linesOf(text, headStyle, widths[index]! - 2 * paddingX), style: headStyle, isCentred: true, isShaded: true }
  }

  function bodyRow (row: string[]): Cell[] {
    return row.map((text, index) => {
      const isLabel = head === 'first-column' && index === 0
      const cell = isLabel ? headStyle : style
      const lines = linesOf(text, cell, widths[index]! - 2 * paddingX)
      return { lines, style: cell, isCentred: !isLabel && columns[index]!.align === 'centre' && lines.length === 1, isShaded: isLabel }
    })
  }
}

/** A row goes to the next page whole; one that is taller than a page is cut between lines. */
function drawRowOverPages (table: Table, cells: Cell[]): void {
  const { sheet, style, headRow } = table
  let rest = cells
  while (rowHeight(rest) > sheet.room()) {
    const fitting = Math.floor((sheet.room() - 2 * paddingY) / style.lineHeightPt)
    const isTall = rowHeight(rest) > sheet.pdf.page.height / 3
    if (isTall && fitting >= 3) {
      drawRow(table, rest.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fitting) })))
      rest = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(fitting) }))
    }
    sheet.newPage()
    if (headRow !== undefined) drawRow(table, headRow)
  }
  drawRow(table, rest)
}

function drawRow ({ sheet, widths, look }: Table, cells: Cell[]): void {
  const height = rowHeight(cells)
  let x = sheet.left
  for (const [index, cell] of cells.entries()) {
    const width = widths[index]!
    sheet.pdf.lineWidth(0.6).rect(x, sheet.y, width, height)
    if (cell.isShaded) sheet.pdf.fillAndStroke(look.headFill, look.rule)
    else sheet.pdf.stroke(look.rule)
    drawCellText(sheet, cell, { x, width, height }, look.isCentred === true || cell.lines.length === 1 || cell.isShaded)
    x += width
  }
  sheet.y += height
}

function drawCellText (sheet: Sheet, cell: Cell, { x, width, height }: { x: number, width: number, height: number }, isCentred: boolean): void {
  const textHeight = cell.lines.length * cell.style.lineHeightPt
  let y = sheet.y + (isCentred ? (height - textHeight) / 2 : paddingY)
  for (const line of cell.lines) {
    drawText(sheet, line.text, cell.isCentred ? x + (width - line.width) / 2 : x + paddingX, y, cell.style)
    y += cell.style.lineHeightPt
  }
}

function rowHeight (cells: Cell[]): number {
  return Math.max(0, ...cells.map(({ lines, style }) => lines.length * style.lineHeightPt)) + 2 * paddingY
}
