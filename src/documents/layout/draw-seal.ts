import { drawCentred, type Sheet } from './sheet.js'

const red = '#c8102e'

/**
 * A round seal that nobody can take for a real one: no star, no organ's name, 演示 across its middle. Real seal images
 * come with the organs' keys; a demonstration never imitates them (shared domain facts `notices.md` 五).
 */
export function drawDemoSeal (sheet: Sheet, centreX: number, centreY: number, sealName: string): void {
  const { pdf } = sheet
  pdf.save().opacity(0.75).lineWidth(2).circle(centreX, centreY, 38).stroke(red)
  pdf.lineWidth(0.6).circle(centreX, centreY, 34).stroke(red)
  drawCentred(sheet, '演示', centreY - 19, { font: 'sans', sizePt: 20, lineHeightPt: 24, color: red }, centreX)
  drawCentred(sheet, sealName, centreY + 7, { font: 'sans', sizePt: 7, lineHeightPt: 10, color: red }, centreX)
  drawCentred(sheet, '无效力', centreY + 17, { font: 'sans', sizePt: 6, lineHeightPt: 8, color: red }, centreX)
  pdf.restore()
}

/** Light 演示 across the page, under the text. */
export function drawDemoWatermark (sheet: Sheet): void {
  const { pdf } = sheet
  const { width, height } = pdf.page
  pdf.save().opacity(0.06)
  for (const [x, y] of [[0.27, 0.2], [0.73, 0.38], [0.27, 0.58], [0.73, 0.78]] as const) {
    pdf.save().rotate(-30, { origin: [width * x, height * y] })
    drawCentred(sheet, '演示', height * y - 40, { font: 'sans', sizePt: 64, lineHeightPt: 80, color: '#000000' }, width * x)
    pdf.restore()
  }
  pdf.restore()
}
