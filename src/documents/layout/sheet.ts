import PDFDocument from 'pdfkit'
import { documentFont, type FontName } from './fonts.js'
import { breakLines, widthOfText, type TextLine } from './lines.js'

export interface Margins { top: number, bottom: number, left: number, right: number }

export interface TextStyle { font: FontName, sizePt: number, lineHeightPt: number, color?: string }

/** A PDF being written from top to bottom. `y` is the cursor in points from the top of the page. */
export interface Sheet {
  pdf: PDFKit.PDFDocument
  margins: Margins
  /** Width between the margins. */
  width: number
  left: number
  y: number
  /** Room between cursor and bottom margin. */
  room (): number
  newPage (): void
  /** Begins a new page unless this height is still free. */
  ensure (heightPt: number): void
}

export interface SheetOptions {
  title: string
  /** Shown as creation date; the same date gives the same bytes. */
  createdAt: Date
  margins: Margins
  layout: 'portrait' | 'landscape'
  /** A4 unless it is a poster. */
  size?: 'A4' | 'A3'
  /** Drawn first on every page, under everything else. */
  background (sheet: Sheet): void
}

export function createSheet ({ title, createdAt, margins, layout, size = 'A4', background }: SheetOptions): Sheet {
  const pdf = new PDFDocument({
    size,
    layout,
    // pdfkit must never break a page by itself: the cursor is ours
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    bufferPages: true,
    autoFirstPage: false,
    // no default font: it would be parsed and embedded without need
    font: null as unknown as string,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Creator: 'OneLicence', Producer: 'OneLicence', CreationDate: createdAt, ModDate: createdAt }
  })
  const sheet: Sheet = {
    pdf,
    margins,
    width: 0,
    left: margins.left,
    y: margins.top,
    room: () => pdf.page.height - margins.bottom - sheet.y,
    newPage () {
      pdf.addPage()
      sheet.y = margins.top
      sheet.width = pdf.page.width - margins.left - margins.right
      background(sheet)
    },
    ensure (heightPt) {
      if (sheet.room() < heightPt) sheet.newPage()
    }
  }
  sheet.newPage()
  return sheet
}

/** Ends the document and gives its bytes. */
export async function finishSheet ({ pdf }: Sheet): Promise<Buffer> {
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  return await new Promise((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
    pdf.end()
  })
}

export function characterWidth ({ font, sizePt }: Pick<TextStyle, 'font' | 'sizePt'>): (character: string) => number {
  const { widthOf } = documentFont(font)
  return (character) => widthOf(character) * sizePt / 1000
}

export function widthIn (text: string, style: TextStyle): number {
  return widthOfText(text, characterWidth(style))
}

/** The style, made smaller until the text fits one line. */
export function fitted (text: string, style: TextStyle, width: number): TextStyle {
  const full = widthIn(text, style)
  return full <= width ? style : { ...style, sizePt: style.sizePt * width / full }
}

/** Draws one line with its top left corner at x, y; `spreadPt` widens it evenly (justified lines). */
export function drawText (sheet: Sheet, text: string, x: number, y: number, style: TextStyle, spreadPt = 0): void {
  const between = [...text].length - 1
  sheet.pdf.font(documentFont(style.font).source, style.font).fontSize(style.sizePt).fillColor(style.color ?? 'black')
    .text(text, x, y + baselineShift(style), { lineBreak: false, characterSpacing: spreadPt > 0 && between > 0 ? spreadPt / between : 0 })
}

export function drawCentred (sheet: Sheet, text: string, y: number, style: TextStyle, centre = sheet.left + sheet.width / 2): void {
  drawText(sheet, text, centre - widthIn(text, style) / 2, y, style)
}

export function drawRight (sheet: Sheet, text: string, right: number, y: number, style: TextStyle): void {
  drawText(sheet, text, right - widthIn(text, style), y, style)
}

export function linesOf (text: string, style: TextStyle, width: number, firstIndent = 0): TextLine[] {
  return breakLines(text, { widthOf: characterWidth(style), width, firstIndent })
}

/** The Chinese fonts have tall ascents; this centres the ideographs in their line. */
function baselineShift ({ sizePt, lineHeightPt }: TextStyle): number {
  return (lineHeightPt - sizePt * 1.437) / 2
}
