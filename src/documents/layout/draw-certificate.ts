import type { Block } from '../blocks.js'
import { sealNames, type DocumentDefinition } from '../define-document.js'
import type { Letter } from '../letter.js'
import { inWords } from '../wording.js'
import type { DocumentData } from '../kinds.js'
import type { SealMode } from './draw-letter.js'
import { drawQr } from './draw-qr.js'
import { drawDemoSeal } from './draw-seal.js'
import { drawTable } from './draw-table.js'
import { drawCentred, drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'

export const certificateMargins = { top: 96, bottom: 90, left: 84, right: 84 }

const titleStyle: TextStyle = { font: 'serif-bold', sizePt: 30, lineHeightPt: 46 }
const numberStyle: TextStyle = { font: 'sans', sizePt: 12, lineHeightPt: 22 }
const valueStyle: TextStyle = { font: 'serif', sizePt: 13, lineHeightPt: 22 }
const labelStyle: TextStyle = { font: 'serif-bold', sizePt: 12, lineHeightPt: 22 }
const organStyle: TextStyle = { font: 'serif', sizePt: 13, lineHeightPt: 24 }
const smallStyle: TextStyle = { font: 'serif', sizePt: 8.5, lineHeightPt: 13, color: '#444444' }
/** From the organ's name to the page's end, in points. */
const issuerHeight = 260

/** The statutory certificate of one permit, on framed pages. */
export function drawCertificate (sheet: Sheet, definition: DocumentDefinition, letter: Letter, blocks: Block[], mode: SealMode, data: DocumentData['permit-certificate']): void {
  for (const line of linesOf(data.certificate_name, titleStyle, sheet.width)) {
    drawCentred(sheet, line.text, sheet.y, titleStyle)
    sheet.y += titleStyle.lineHeightPt
  }
  if (data.kind === '备案') {
    drawCentred(sheet, '（备案）', sheet.y, organStyle)
    sheet.y += organStyle.lineHeightPt
  }
  sheet.y += 8
  drawCentred(sheet, `${data.kind === '备案' ? '备案编号' : '证件编号'}：${data.certificate_no}`, sheet.y, numberStyle)
  sheet.y += 40
  for (const block of blocks) {
    if (block.type !== 'facts') continue
    drawTable(sheet, {
      columns: [{ title: '', weight: 4.6 }, { title: '', weight: 8 }],
      rows: block.facts.map(({ label, value }) => [label, value]),
      head: 'first-column',
      style: valueStyle,
      headStyle: labelStyle
    })
  }
  drawIssuer(sheet, definition, letter, mode, data)
}

/** Organ, date and seal above the foot of the page, on a page of their own when the facts fill this one. */
function drawIssuer (sheet: Sheet, { seal }: DocumentDefinition, letter: Letter, { seals }: SealMode, data: DocumentData['permit-certificate']): void {
  if (sheet.y + 40 > sheet.pdf.page.height - issuerHeight) sheet.newPage()
  const top = sheet.pdf.page.height - issuerHeight
  const middle = sheet.left + sheet.width - 110
  drawCentred(sheet, letter.organ, top, organStyle, middle)
  drawCentred(sheet, inWords(data.issued_on), top + organStyle.lineHeightPt, organStyle, middle)
  if (seals === 'demo') drawDemoSeal(sheet, { centreX: middle, centreY: top + 78, radius: 38, sealName: sealNames[data.kind === '备案' ? 'filing' : seal] })
  if (data.verify_url) drawQr(sheet, data.verify_url, '扫码验证', sheet.left, top - 10, 76)
  const y = sheet.pdf.page.height - 118
  const [subCase] = letter.items
  drawText(sheet, `文号：${letter.documentNo}\u3000子办件编号：${subCase?.subCaseNo ?? letter.caseNo}`, sheet.left, y, smallStyle)
  drawText(sheet, data.kind === '备案' ? '备案不是行政许可，不作为对备案内容的批准。' : '请在经营场所显著位置公示。登记事项变化的，及时申请变更。', sheet.left, y + smallStyle.lineHeightPt, smallStyle)
}
