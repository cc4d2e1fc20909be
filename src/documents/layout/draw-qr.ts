import { create as createQr } from 'qrcode'
import { drawCentred, type Sheet, type TextStyle } from './sheet.js'

const captionStyle: TextStyle = { font: 'serif', sizePt: 7.5, lineHeightPt: 11, color: '#444444' }

/** A QR code with its top left corner at x, y, and a caption under it. */
export function drawQr (sheet: Sheet, text: string, caption: string, x: number, y: number, sizePt: number): void {
  const { modules } = createQr(text, { errorCorrectionLevel: 'M' })
  const module = sizePt / modules.size
  const { pdf } = sheet
  pdf.save()
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue
      const run = runLength(row, column)
      pdf.rect(x + column * module, y + row * module, run * module, module)
      column += run
    }
  }
  pdf.fill('black').restore()
  drawCentred(sheet, caption, y + sizePt + 2, captionStyle, x + sizePt / 2)

  /** Dark modules side by side are one rectangle: smaller files, no hairlines between them. */
  function runLength (row: number, column: number): number {
    let length = 1
    while (column + length < modules.size && modules.get(row, column + length) !== 0) length++
    return length
  }
}
