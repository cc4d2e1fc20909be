import { sealNames } from '../define-document.js'
import { certificateStateNames } from '../../domain/certificate-states.js'
import type { DocumentData } from '../kinds.js'
import type { Letter } from '../letter.js'
import { inWords } from '../wording.js'
import { drawFrame } from './draw-frame.js'
import type { SealMode } from './draw-letter.js'
import { drawQr } from './draw-qr.js'
import { drawDemoSeal } from './draw-seal.js'
import { drawTable } from './draw-table.js'
import { drawCentred, drawRight, drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'

type Licence = DocumentData['composite-licence']

export const licenceMargins = { top: 62, bottom: 62, left: 64, right: 64 }

const titleStyle: TextStyle = { font: 'serif-bold', sizePt: 27, lineHeightPt: 40 }
const factStyle: TextStyle = { font: 'sans', sizePt: 10.5, lineHeightPt: 18 }
const labelStyle: TextStyle = { ...factStyle, color: '#7a5c1e' }
const cellStyle: TextStyle = { font: 'sans', sizePt: 10, lineHeightPt: 17 }
const smallCellStyle: TextStyle = { font: 'sans', sizePt: 9, lineHeightPt: 13 }
const smallStyle: TextStyle = { font: 'sans', sizePt: 8, lineHeightPt: 12, color: '#444444' }
const printNote = '打印件仅供参考，以扫码为准'
const footHeight = 104
const qrSize = 72

/** The composite licence: who, where, and the single permits that it carries; a table as long as it needs to be. */
export function drawLicence (sheet: Sheet, letter: Letter, licence: Licence, mode: SealMode): void {
  drawCentred(sheet, licence.name, sheet.y, titleStyle)
  sheet.y += titleStyle.lineHeightPt
  drawCentred(sheet, `证照编号：${licence.licenceNo}\u3000版本：第${licence.version}版`, sheet.y, factStyle)
  sheet.y += factStyle.lineHeightPt + 6
  drawHolder(sheet, licence)
  drawEntries(sheet, licence)
  drawFoot(sheet, letter, licence, mode)
}

export function drawLicenceFrame (sheet: Sheet): void {
  drawFrame(sheet, 26)
}

function drawHolder (sheet: Sheet, licence: Licence): void {
  const half = sheet.width / 2
  const pairs = [
    [['持证主体名称', licence.holderName], ['统一社会信用代码', licence.holderUsci]],
    [['法定代表人（负责人）', licence.legalRepName], ['行业', licence.industry]]
  ] as const
  for (const pair of pairs) {
    const heights = pair.map(([label, value], column) => drawFact(sheet, label, value, sheet.left + column * half, half - 12))
    sheet.y += Math.max(...heights)
  }
  sheet.y += drawFact(sheet, '经营场所', licence.premisesAddress, sheet.left, sheet.width) + 4
}

function drawFact (sheet: Sheet, label: string, value: string, x: number, width: number): number {
  const labelWidth = 118
  drawText(sheet, label, x, sheet.y, labelStyle)
  const lines = linesOf(value, factStyle, width - labelWidth)
  for (const [index, line] of lines.entries()) drawText(sheet, line.text, x + labelWidth, sheet.y + index * factStyle.lineHeightPt, factStyle)
  return lines.length * factStyle.lineHeightPt
}

/** A licence from which everything was taken says so. */
function drawEntries (sheet: Sheet, licence: Licence): void {
  const entries = licence.entries ?? []
  if (entries.length === 0) {
    drawCentred(sheet, '本证现无加载的单项许可、备案', sheet.y + 12, factStyle)
    sheet.y += factStyle.lineHeightPt * 2
    return
  }
  const style = entries.length > 7 ? smallCellStyle : cellStyle
  drawTable(sheet, {
    columns: [
      { title: '事项', weight: 4.2 },
      { title: '类别', weight: 1.3, align: 'centre' },
      { title: '证件编号', weight: 5 },
      { title: '发证机关', weight: 3.8 },
      { title: '发证日期', weight: 2.4, align: 'centre' },
      { title: '有效期至', weight: 2.6, align: 'centre' },
      { title: '状态', weight: 1.4, align: 'centre' }
    ],
    rows: entries.map((entry) => [
      entry.name, entry.kind, entry.certificateNo, entry.department, entry.issuedOn, entry.validUntil ?? entry.validityText,
      certificateStateNames[entry.state] ?? entry.state
    ]),
    head: 'first-row',
    style,
    headStyle: style
  })
}

/** QR code and notes on the left, issuing organ, dates and seal on the right; never parted from the last rows by a clipped page. */
function drawFoot (sheet: Sheet, letter: Letter, licence: Licence, { seals }: SealMode): void {
  sheet.ensure(footHeight)
  const top = sheet.pdf.page.height - sheet.margins.bottom - footHeight + 10
  drawQr(sheet, licence.verifyUrl, '扫码查看实时状态', sheet.left, top, qrSize)
  const middle = sheet.left + sheet.width - 110
  drawCentred(sheet, letter.organ, top - 2, factStyle, middle)
  drawCentred(sheet, `制发日期：${inWords(licence.issueDate)}`, top - 2 + factStyle.lineHeightPt, factStyle, middle)
  if (seals === 'demo') drawDemoSeal(sheet, { centreX: middle, centreY: top + 62, radius: 31, sealName: sealNames.organ })
  const notesLeft = sheet.left + qrSize + 22
  const notesWidth = middle - 120 - notesLeft
  const notes = [
    ...(licence.earliestExpiry ? [`所载单项最近到期日：${inWords(licence.earliestExpiry)}（提示，不影响其他单项）`] : []),
    ...licence.notes.filter((note) => !note.includes(printNote))
  ]
  let y = top + 2
  for (const note of notes) {
    for (const line of linesOf(note, smallStyle, notesWidth)) {
      drawText(sheet, line.text, notesLeft, y, smallStyle)
      y += smallStyle.lineHeightPt
    }
  }
  drawText(sheet, `电子证照标识：${licence.certId}`, sheet.left, sheet.pdf.page.height - sheet.margins.bottom + 4, { ...smallStyle, sizePt: 7 })
  drawRight(sheet, printNote, sheet.left + sheet.width, sheet.pdf.page.height - sheet.margins.bottom + 4, smallStyle)
}
