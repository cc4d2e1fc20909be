import { signatureBox, type Strokes } from '../../domain/signature.js'
import { drawText, widthIn, type Sheet, type TextStyle } from './sheet.js'

const widthPt = 180
const heightPt = widthPt * signatureBox.height / signatureBox.width

/** A line to sign on, with what was signed on a screen. */
export function drawSignature (sheet: Sheet, { label, strokes }: { label: string, strokes: Strokes | null }, style: TextStyle): void {
  sheet.ensure(heightPt + style.lineHeightPt)
  const left = sheet.left + widthIn(`${label}：`, style)
  const foot = sheet.y + heightPt
  drawText(sheet, `${label}：`, sheet.left, foot - style.lineHeightPt, style)
  sheet.pdf.lineWidth(0.6).moveTo(left, foot).lineTo(left + widthPt, foot).stroke('#444444')
  for (const stroke of strokes ?? []) drawStroke(sheet, stroke, { left, top: sheet.y })
  sheet.y = foot + style.lineHeightPt
}

function drawStroke ({ pdf }: Sheet, stroke: number[], { left, top }: { left: number, top: number }): void {
  const scale = widthPt / signatureBox.width
  const at = (index: number): [number, number] => [left + stroke[index]! * scale, top + stroke[index + 1]! * scale]
  pdf.lineWidth(1.4).lineCap('round').lineJoin('round').moveTo(...at(0))
  for (let index = 0; index < stroke.length; index += 2) pdf.lineTo(...at(index))
  pdf.stroke('#111111')
}
