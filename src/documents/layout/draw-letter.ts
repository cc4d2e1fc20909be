import { sealNames, type DocumentDefinition } from '../define-document.js'
import { line, paragraph, type Block } from '../blocks.js'
import type { Letter } from '../letter.js'
import { inWords } from '../wording.js'
import { bodyStyle, drawBlocks, drawParagraph } from './draw-blocks.js'
import { drawQr } from './draw-qr.js'
import { drawDemoSeal } from './draw-seal.js'
import { drawCentred, drawRight, drawText, linesOf, type Sheet, type TextStyle } from './sheet.js'
import type { TextLine } from './lines.js'

export const letterMargins = { top: 58, bottom: 60, left: 74, right: 74 }

const organStyle: TextStyle = { font: 'serif-bold', sizePt: 15, lineHeightPt: 26 }
const titleStyle: TextStyle = { font: 'serif-bold', sizePt: 22, lineHeightPt: 36 }
const smallStyle: TextStyle = { font: 'serif', sizePt: 9, lineHeightPt: 14, color: '#444444' }
const qrSize = 66

export interface SealMode {
  /** Demonstration: watermark and a seal that says so. Otherwise the seal's place is marked for the organ's own. */
  seals: 'demo' | 'none'
}

/** `reader`: who it goes to when not to the applicant; null: the public. Theirs is without telephone, receipt code and the progress's QR code. */
export interface Addressed { letter: Letter, reader: string | null | undefined }

/** A document in letter form: organ, title, number, addressee, body, signature with seal, copies. */
export function drawLetter (sheet: Sheet, definition: DocumentDefinition, { letter, reader }: Addressed, blocks: Block[], mode: SealMode): void {
  drawHead(sheet, definition, letter)
  const isLetter = definition.page === 'letter'
  const to = reader === undefined ? letter.applicantName : reader
  const addressee = isLetter && to !== null ? [line(`${to}：`)] : []
  const closing = isLetter ? [paragraph(closingWord(letter.title))] : []
  const notes = endNotes(definition, letter, reader)
  const [text, tail] = parted([...addressee, ...blocks, ...closing])
  drawBlocks(sheet, text)
  sheet.ensure(heightOf(sheet, tail) + signatureHeight(sheet, definition, letter) + notesHeight(sheet, notes))
  drawBlocks(sheet, tail)
  drawSignature(sheet, definition, reader === undefined ? letter : withoutProgress(letter), mode)
  drawEndNotes(sheet, notes)
}

function drawHead (sheet: Sheet, definition: DocumentDefinition, letter: Letter): void {
  if (definition.signer === 'organ') {
    drawCentred(sheet, letter.organ, sheet.y, organStyle)
    sheet.y += organStyle.lineHeightPt
  }
  for (const line of linesOf(letter.title, titleStyle, sheet.width)) {
    drawCentred(sheet, line.text, sheet.y, titleStyle)
    sheet.y += titleStyle.lineHeightPt
  }
  sheet.y += 4
  drawRight(sheet, letter.documentNo, sheet.left + sheet.width, sheet.y, bodyStyle)
  sheet.y += bodyStyle.lineHeightPt + 3
  sheet.pdf.lineWidth(1).moveTo(sheet.left, sheet.y).lineTo(sheet.left + sheet.width, sheet.y).stroke('#333333')
  sheet.y += 10
}

/** The paragraphs at the end stay with the signature: a page with a seal and no text is open to misuse. */
function parted (blocks: Block[]): [Block[], Block[]] {
  let end = blocks.length
  while (end > 0 && blocks.length - end < 2 && blocks[end - 1]?.type === 'paragraph') end--
  while (blocks[end - 1]?.type === 'heading') end--
  return [blocks.slice(0, end), blocks.slice(end)]
}

function heightOf (sheet: Sheet, blocks: Block[]): number {
  return blocks.reduce((sum, block) =>
    sum + ('text' in block ? linesOf(block.text, bodyStyle, sheet.width, 2 * bodyStyle.sizePt).length * bodyStyle.lineHeightPt : 0), 0)
}

const closingWords: [titleEnd: string, words: string][] = [
  ['决定书', '特此决定。'], ['凭证', '此据。'], ['意见书', '特此告知。'], ['告知书', '特此告知。'], ['公示', '特此公示。'], ['公告', '特此公告。'], ['通报', '特此通报。']
]

function closingWord (title: string): string {
  return closingWords.find(([end]) => title.endsWith(end))?.[1] ?? '特此通知。'
}

/** Who signs, in as many lines as fit beside the QR code. */
function signerLines (sheet: Sheet, { signer }: Pick<DocumentDefinition, 'signer'>, letter: Letter): TextLine[] {
  return linesOf(signer === 'organ' ? letter.organ : `申请人：${letter.applicantName}`, bodyStyle, sheet.width - qrSize - 60)
}

/** A seal hangs below the date. */
function signatureHeight (sheet: Sheet, definition: Pick<DocumentDefinition, 'seal' | 'signer'>, letter: Letter): number {
  const { seal, signer } = definition
  const furtherLines = signerLines(sheet, definition, letter).length - 1
  return (signer === 'organ' && seal !== 'none' ? 116 : 98) + furtherLines * bodyStyle.lineHeightPt
}

function withoutProgress ({ queryUrl: _own, ...letter }: Letter): Letter {
  return letter
}

/** Organ and date bottom right with the seal over them, the QR code of the case's progress bottom left. */
function drawSignature (sheet: Sheet, definition: DocumentDefinition, letter: Letter, { seals }: SealMode): void {
  const { seal, signer } = definition
  sheet.y += 14
  const names = signerLines(sheet, definition, letter)
  const middle = sheet.left + sheet.width - 20 - Math.max(...names.map(({ width }) => width), 110) / 2
  const top = sheet.y - 6
  const dateTop = top + 16 + names.length * bodyStyle.lineHeightPt
  if (letter.queryUrl !== undefined) drawQr(sheet, letter.queryUrl, '扫码查询办理进度', sheet.left, top, qrSize)
  names.forEach(({ text }, index) => drawCentred(sheet, text, top + 16 + index * bodyStyle.lineHeightPt, bodyStyle, middle))
  drawCentred(sheet, inWords(letter.issuedOn), dateTop, bodyStyle, middle)
  if (signer === 'organ' && seal !== 'none') {
    if (seals === 'demo') drawDemoSeal(sheet, { centreX: middle, centreY: dateTop + 53 - bodyStyle.lineHeightPt, radius: 31, sealName: sealNames[seal] })
    else drawCentred(sheet, `（${sealNames[seal]}）`, dateTop + bodyStyle.lineHeightPt, smallStyle, middle)
  }
  if (signer === 'applicant') drawCentred(sheet, '（已在办理系统中以本人账号确认）', dateTop + bodyStyle.lineHeightPt, smallStyle, middle)
  sheet.y = top + signatureHeight(sheet, definition, letter) - 8
}

function endNotes ({ copies, basis, signer }: DocumentDefinition, letter: Letter, reader: string | null | undefined): string[] {
  const own = reader === undefined ? `\u3000统一收件码：${letter.receiptCode}${letter.contactPhone === undefined ? '' : `\u3000联系电话：${letter.contactPhone}`}` : ''
  return [
    `办件编号：${letter.caseNo}${own}`,
    `出具依据：${basis}`,
    ...(copies === undefined ? [] : [`抄送：${copies}`]),
    `${signer === 'organ' ? keptBy(reader) : '本文书由申请人确认后提交，由实施机关归档。'}${letter.verifyCode === undefined ? '' : `\u3000文书核验码：${letter.verifyCode}`}`
  ]
}

function keptBy (reader: string | null | undefined): string {
  if (reader === null) return '本文书由出具机关公布并归档。'
  return `本文书一式两份：一份送达${reader === undefined ? '申请人' : '受文人'}，一份由出具机关归档。`
}

function notesHeight (sheet: Sheet, notes: string[]): number {
  return notes.reduce((sum, note) => sum + linesOf(note, smallStyle, sheet.width).length * smallStyle.lineHeightPt, 6)
}

function drawEndNotes (sheet: Sheet, notes: string[]): void {
  sheet.pdf.lineWidth(0.5).moveTo(sheet.left, sheet.y).lineTo(sheet.left + sheet.width, sheet.y).stroke('#999999')
  sheet.y += 6
  for (const note of notes) drawParagraph(sheet, note, smallStyle, 0)
}

/** Page numbers and the document's number at the foot of every page. */
export function drawFooters (sheet: Sheet, documentNo: string): void {
  const { start, count } = sheet.pdf.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    sheet.pdf.switchToPage(start + page)
    const y = sheet.pdf.page.height - 42
    drawCentred(sheet, `第${page + 1}页\u3000共${count}页`, y, smallStyle)
    if (page > 0) drawText(sheet, documentNo, sheet.left, y, smallStyle)
  }
}
