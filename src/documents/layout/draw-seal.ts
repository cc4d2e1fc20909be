import { drawCentred, type Sheet } from './sheet.js'

const red = '#c8102e'

/**
 * A round seal that nobody can take for a real one: no star, no organ's name, 演示 across its middle. Real seal images
 * come with the organs' keys; a demonstration never imitates them.
 */
export function drawDemoSeal (sheet: Sheet, { centreX, centreY, radius, sealName }: { centreX: number, centreY: number, radius: number, sealName: string }): void {
  const { pdf } = sheet
  const unit = radius / 38
  const text = (words: string, sizePt: number, offset: number): void => {
    const style = { font: 'sans', sizePt: sizePt * unit, lineHeightPt: sizePt * unit * 1.3, color: red } as const
    drawCentred(sheet, words, centreY + offset * unit, style, centreX)
  }
  pdf.save().opacity(0.8).lineWidth(2 * unit).circle(centreX, centreY, radius).stroke(red)
  pdf.lineWidth(0.6).circle(centreX, centreY, radius - 4 * unit).stroke(red)
  text('演示', 21, -20)
  text(sealName, 7, 9)
  text('无法律效力', 6, 19)
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
