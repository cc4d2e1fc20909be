import type { Sheet } from './sheet.js'

const gold = '#b08d4c'

/** A double border with set-in corners, as certificates have. */
export function drawFrame (sheet: Sheet, inset: number): void {
  const { pdf } = sheet
  const { width, height } = pdf.page
  pdf.save()
  pdf.lineWidth(3).rect(inset, inset, width - 2 * inset, height - 2 * inset).stroke(gold)
  pdf.lineWidth(0.8).rect(inset + 7, inset + 7, width - 2 * inset - 14, height - 2 * inset - 14).stroke(gold)
  const corner = 20
  for (const [x, y, right, down] of [
    [inset, inset, 1, 1], [width - inset, inset, -1, 1], [inset, height - inset, 1, -1], [width - inset, height - inset, -1, -1]
  ] as const) {
    pdf.lineWidth(0.8)
      .moveTo(x + right * (7 + corner), y + down * 7).lineTo(x + right * (7 + corner), y + down * (7 + corner))
      .lineTo(x + right * 7, y + down * (7 + corner)).stroke(gold)
  }
  pdf.restore()
}
